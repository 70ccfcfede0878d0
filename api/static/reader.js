// What the page of a decision gains by script: a button that copies the address of a clause, and on
// a small screen a table of contents that starts closed. Without it, the links do the same.
"use strict";
(function () {
  const text = document.querySelector("article.document");
  const said = document.getElementById("copied");
  const contents = document.querySelector(".contents details");
  if (contents && window.matchMedia("(max-width: 72rem)").matches) contents.open = false;
  if (!text || !said || !navigator.clipboard) return;

  function buttonFor(link) {
    const name = link.getAttribute("aria-label");
    const path = link.hash.slice(1).replaceAll(".", "/");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = text.dataset.copy;
    button.setAttribute("aria-label", text.dataset.copy + ": " + name);
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(text.dataset.iri + "/" + path).then(function () {
        button.textContent = text.dataset.copied;
        said.textContent = text.dataset.copied + ": " + name;
        window.setTimeout(function () { button.textContent = text.dataset.copy; }, 2000);
      });
    });
    return button;
  }
  // One button, beside the clause that is pointed at or reached by keyboard: hundreds would be heavy.
  let shown = null;
  function show(event) {
    const clause = event.target.closest(".clause");
    const link = clause && clause.querySelector(".permalink");
    if (!link || (shown && shown.previousSibling === link)) return;
    if (shown && shown === document.activeElement && event.type !== "focusin") return;
    if (shown) shown.remove();
    shown = buttonFor(link);
    link.after(shown);
  }
  text.addEventListener("mouseover", show);
  text.addEventListener("focusin", show);
  text.addEventListener("click", show);
})();
