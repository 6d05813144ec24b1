"use strict";
(() => {
  const review = document.body.dataset;
  const one = (id) => document.getElementById(id);
  const articles = [...document.querySelectorAll("article")];
  let saved = true;

  const field = (article, name) => article.querySelector(`[name=${name}]`);
  const result = () => ({
    "orderpages-review": 1,
    locale: review.locale,
    reviewer: one("reviewer").value.trim(),
    messages: articles.map((article) => {
      const made = { of: article.dataset.of, text: article.dataset.text };
      if (field(article, "accept").checked) made.accept = true;
      for (const name of ["suggestion", "comment"]) {
        const said = field(article, name).value.trim();
        if (said) made[name] = said;
      }
      return made;
    }).filter((made) => Object.keys(made).length > 2),
  });
  const show = () => {
    for (const article of articles) {
      const filled = field(article, "accept").checked || field(article, "suggestion").value.trim() || field(article, "comment").value.trim();
      article.classList.toggle("done", Boolean(filled));
    }
    one("count").textContent = String(document.querySelectorAll("article.done").length);
  };
  const named = () => {
    if (one("reviewer").value.trim()) return true;
    one("reviewer").focus();
    one("said").textContent = "Write your name at the top first.";
    return false;
  };

  document.addEventListener("input", (event) => {
    const article = event.target.closest("article");
    if (article) {
      if (event.target.name === "suggestion" && event.target.value.trim()) field(article, "accept").checked = false;
      if (event.target.name === "accept" && event.target.checked) field(article, "suggestion").value = "";
      saved = false;
    }
    show();
  });
  for (const button of document.querySelectorAll("button.start")) {
    button.addEventListener("click", () => {
      const article = button.closest("article");
      const box = field(article, "suggestion");
      if (!box.value) box.value = article.dataset.raw;
      field(article, "accept").checked = false;
      box.focus();
      saved = false;
      show();
    });
  }
  one("save").addEventListener("click", () => {
    if (!named()) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(result(), null, 1)], { type: "application/json" }));
    link.download = `review-${review.locale}-result.json`;
    link.click();
    saved = true;
    one("said").textContent = `Saved as ${link.download}. Send this file back.`;
  });
  one("show").addEventListener("click", () => {
    if (!named()) return;
    one("text").hidden = false;
    one("text").value = JSON.stringify(result());
    one("text").select();
    one("said").textContent = "Copy this text and send it back.";
    saved = true;
  });
  one("open").addEventListener("change", async (event) => {
    try {
      const given = JSON.parse(await event.target.files[0].text());
      const known = new Map(given.messages.map((made) => [made.of + " " + made.text, made]));
      one("reviewer").value = String(given.reviewer);
      for (const article of articles) {
        const made = known.get(article.dataset.of + " " + article.dataset.text);
        if (!made) continue;
        field(article, "accept").checked = made.accept === true;
        field(article, "suggestion").value = made.suggestion || "";
        field(article, "comment").value = made.comment || "";
      }
      one("said").textContent = "Your earlier work is back.";
    } catch {
      one("said").textContent = "This is not a file saved here.";
    }
    show();
  });
  addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });
  one("bar").hidden = false;
  show();
})();
