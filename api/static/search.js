// Suggestions under a search field: the combobox of ARIA 1.2 with a list, by /search/suggest.
// Without this script the form works as it is. No inline script or style, no other host.
"use strict";
(function () {
  const WAIT = 120; // ms after a key before the server is asked
  for (const form of document.querySelectorAll("form[data-suggest]")) attach(form);

  function attach(form) {
    const input = form.querySelector("input[name=q]");
    const list = form.querySelector("[role=listbox]");
    const told = form.querySelector("[data-told]");
    if (!input || !list || !told) return;
    let timer = 0;
    let asked = "";
    let chosen = -1;
    let pending = null;
    let typed = input.value;

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    const options = () => Array.from(list.children);

    function close() {
      clearTimeout(timer);
      if (pending) pending.abort();
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(place) {
      const all = options();
      all.forEach((option) => option.setAttribute("aria-selected", "false"));
      chosen = place;
      if (place < 0 || place >= all.length) {
        chosen = -1;
        input.value = typed;
        input.removeAttribute("aria-activedescendant");
        return;
      }
      const option = all[place];
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.value = option.dataset.text;
      input.setAttribute("aria-activedescendant", option.id);
    }

    function accept(option) {
      location.assign(option.dataset.page);
    }

    function show(suggestions) {
      list.replaceChildren(...suggestions.map((each, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.text = each.text;
        option.dataset.page = each.page;
        option.append(each.text);
        return option;
      }));
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
      const isOpen = suggestions.length > 0 && document.activeElement === input;
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
      const words = suggestions.length === 1 ? form.dataset.countOne : form.dataset.countMany;
      told.textContent = isOpen ? words.replace("{}", String(suggestions.length)) : "";
    }

    async function ask() {
      const query = input.value.trim();
      if (query === asked && !list.hidden) return;
      asked = query;
      if (!query) return close();
      if (pending) pending.abort();
      pending = new AbortController();
      const address = new URL(form.dataset.suggest, location.href);
      address.searchParams.set("q", query);
      try {
        const answer = await fetch(address, { signal: pending.signal, headers: { Accept: "application/json" } });
        if (answer.ok && input.value.trim() === query) show((await answer.json()).suggestions);
      } catch (error) {
        if (error.name !== "AbortError") close(); // offline: the form still works
      }
    }

    input.addEventListener("input", () => {
      typed = input.value;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // an input method is at work on a Vietnamese letter
      const count = options().length;
      if (event.key === "Escape" && !list.hidden) {
        input.value = typed;
        close();
      } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
        accept(options()[chosen]);
      } else if (event.key === "ArrowDown" && event.altKey) {
        asked = "";
        ask();
      } else if (event.key === "ArrowDown" && !list.hidden) {
        choose(chosen + 1 >= count ? -1 : chosen + 1);
      } else if (event.key === "ArrowDown") {
        asked = "";
        ask();
      } else if (event.key === "ArrowUp" && !list.hidden) {
        choose(chosen === -1 ? count - 1 : chosen - 1);
      } else {
        return;
      }
      event.preventDefault();
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) accept(option);
    });
  }
})();
