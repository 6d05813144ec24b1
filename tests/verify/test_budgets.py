"""A page that outgrew a phone's first answer is named, with its kind, its bytes and its budget."""

from __future__ import annotations

import random
from pathlib import Path

from orderpages.project import Project
from orderpages.publish.build import Built
from orderpages.verify.budgets import over_budget, weights
from orderpages.verify.pages import RIGHTS_PAGES


def test_every_page_of_the_town_is_within_its_budget(town_site: tuple[Project, Built]) -> None:
    assert list(over_budget(weights(town_site[0].site))) == []
    assert {"home", "guide", "provision", "contacts"} <= {weight.kind for weight in weights(town_site[0].site)} & set(RIGHTS_PAGES)


def test_a_page_over_its_budget_is_named(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(20000).hex()
    (tmp_path / "es/guides").mkdir(parents=True)
    (tmp_path / "es/guides/index.html").write_text(f'<!doctype html><body class="page-guide">{noise}', encoding="utf-8")
    (finding,) = over_budget(weights(tmp_path))
    assert str(finding).startswith("site/es/guides/index.html: over-budget: is ")
    assert "(guide) may have 14,000" in finding.words
