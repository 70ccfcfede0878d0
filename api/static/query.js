// The query page: an editor in place of the text field where npm has installed one, and a button
// that copies the link. Without this file, or if it fails, the form works as it is.
"use strict";

(function () {
  const share = document.getElementById("share");
  if (share && navigator.clipboard) {
    share.hidden = false;
    share.addEventListener("click", async function () {
      await navigator.clipboard.writeText(document.getElementById("permalink").href);
      share.textContent = share.dataset.done;
    });
  }

  const host = document.getElementById("editor");
  const area = document.getElementById("query");
  if (!host || typeof Yasqe === "undefined") return;

  // Ours alone: those of the package ask prefix.cc and LOV. null: nothing is kept in the browser.
  for (const name of Object.keys(Yasqe.Autocompleters)) delete Yasqe.Autocompleters[name];
  Yasqe.defaults.autocompleters = [];

  function editor(terms) {
    const full = terms.prefixes;
    function short(iri) {
      for (const [name, namespace] of Object.entries(full)) {
        if (iri.startsWith(namespace)) return name + ":" + iri.slice(namespace.length);
      }
      return "<" + iri + ">";
    }
    const words = [];
    for (const kind of ["classes", "properties"]) {
      for (const [iri, label] of Object.entries(terms[kind])) {
        words.push({ text: short(iri), label: label, find: (short(iri) + " " + label).toLowerCase() });
      }
    }
    const prefixes = Object.entries(full).map(([name, namespace]) => ({
      text: "PREFIX " + name + ": <" + namespace + ">\n", displayText: name + ": " + namespace, find: name,
    }));

    // What is typed before the cursor, and what fits it: a start of a name comes first.
    function suggest(cm) {
      const cursor = cm.getCursor();
      const before = cm.getLine(cursor.line).slice(0, cursor.ch);
      const isPrefix = /^\s*prefix\s+\w*$/i.test(before);
      const typed = isPrefix ? before.trim().replace(/^prefix\s*/i, "") : (before.match(/[\p{L}\w:-]*$/u) || [""])[0];
      const from = isPrefix ? 0 : cursor.ch - typed.length;
      const wanted = typed.toLowerCase();
      const fit = (isPrefix ? prefixes : words).filter((word) => word.find.includes(wanted));
      fit.sort((a, b) => b.find.startsWith(wanted) - a.find.startsWith(wanted));
      return {
        from: { line: cursor.line, ch: from },
        to: cursor,
        list: fit.slice(0, 60).map((word) => ({
          text: word.text,
          displayText: word.displayText || (word.label ? word.text + "  " + word.label : word.text),
        })),
      };
    }

    host.hidden = false;
    const made = new Yasqe(host, {
      value: area.value,
      persistenceId: null,
      createShareableLink: null,
      showQueryButton: false,
      resizeable: false,
      autofocus: false,
      lineNumbers: true,
      autocompleters: [],
      screenReaderLabel: host.dataset.label,
      // false hands the key back to the browser: Tab leaves the editor.
      extraKeys: {
        "Tab": false, "Shift-Tab": false,
        "Ctrl-Space": () => made.showHint({ hint: suggest, completeSingle: false }),
        "Ctrl-Enter": () => area.form.requestSubmit(),
      },
    });
    area.hidden = true;
    area.required = false;
    document.getElementById("editor-hint").hidden = false;
    area.form.addEventListener("submit", () => { area.value = made.getValue(); });
    made.on("change", () => { area.value = made.getValue(); });
  }

  fetch(host.dataset.terms).then((answer) => answer.json()).then(editor)
    .catch(() => { host.hidden = true; area.hidden = false; });
})();
