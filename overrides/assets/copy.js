// The page of ready links: a button under each piece of text copies it.  Without scripts there is no button, and a tap
// on the text selects all of it.
"use strict";
for (const button of document.querySelectorAll(".copy button")) {
  const line = button.parentElement, text = line.previousElementSibling;
  const say = (what) => {
    for (const words of line.querySelectorAll("[data-said]")) words.hidden = words.dataset.said !== what;
  };
  button.addEventListener("click", async () => {
    say("");
    try {
      await navigator.clipboard.writeText(text.textContent);
      say("copied");
    } catch { // Refused, or no https: the old way, and where that is refused too the reader's own hand.
      getSelection().selectAllChildren(text);
      say(document.execCommand("copy") ? "copied" : "selected");
    }
  });
  button.hidden = false;
}
