"use strict";
(() => {
  const root = document.documentElement;
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const kept = {
    get(key) { try { return localStorage.getItem("crosswire." + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem("crosswire." + key, value); } catch { /* private window */ } },
  };
  const asked = new URLSearchParams(location.search);

  // Language and colours: the style sheet reads the switches; the script remembers them.
  function speak(language) {
    one("#ui-" + language).checked = true;
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
    for (const option of all("option[data-en]")) option.textContent = option.dataset[language];
  }
  function choose(name, known, fallback) {
    const wanted = asked.get(name) || kept.get(name);
    return known.includes(wanted) ? wanted : fallback;
  }
  const native = (navigator.language || "").toLowerCase().startsWith("ar") ? "ar" : "en";
  speak(choose("ui", ["en", "ar"], native));
  one("#theme-" + choose("theme", ["auto", "light", "dark"], "auto")).checked = true;
  for (const input of all("input[name=ui], input[name=theme]")) {
    input.addEventListener("change", () => {
      kept.set(input.name, input.value);
      if (input.name === "ui") speak(input.value);
    });
  }

  // A link to something inside a closed part opens that part.
  const form = one("#filters");
  function reveal() {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* the bare text then */ }
    const target = id && document.getElementById(id);
    if (!target) return;
    if (form && target.closest(".event") && target.closest("[hidden]")) form.reset();
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    const card = target.closest(".rel");
    for (const other of all(".rel.here")) other.classList.remove("here");
    if (card) card.classList.add("here");
    setTimeout(() => (card || target).scrollIntoView({ block: "start" }));
  }
  addEventListener("hashchange", reveal);

  // Filters.
  const cards = all(".event .rel").map((card) => ({ card, event: card.closest(".event").dataset.e, text: null }));
  const events = all(".event");
  const marks = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0300-\u036f]/g;
  const letters = { "\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0671": "\u0627", "\u0649": "\u064a", "\u0629": "\u0647", "\u0624": "\u0648", "\u0626": "\u064a" };
  const fold = (text) => text.toLowerCase().normalize("NFC").replace(/[\u0622-\u0626\u0629\u0649\u0671]/g, (c) => letters[c] || c).normalize("NFD").replace(marks, "");
  const has = (list, item) => !item || (" " + list + " ").includes(" " + item + " ");
  function matches(entry, want) {
    const data = entry.card.dataset;
    if (want.verdict && data.v !== want.verdict) return false;
    if (want.kind && data.k !== want.kind) return false;
    if (want.band && data.b !== want.band) return false;
    if (!has(data.o, want.outlet) || !has(data.o, want.with) || !has(data.l, want.lang)) return false;
    if (want.outlet && want.outlet === want.with && data.o !== want.outlet) return false;
    if (want.event && entry.event !== want.event) return false;
    if (!want.words.length) return true;
    entry.text ??= fold(entry.card.textContent + " " + entry.card.closest(".event").querySelector("h3").textContent);
    return want.words.every((word) => entry.text.includes(word));
  }
  function apply() {
    const value = (name) => one("#f-" + name).value;
    const want = { words: fold(value("text")).split(/\s+/).filter(Boolean) };
    for (const name of ["verdict", "kind", "band", "outlet", "with", "lang", "event"]) want[name] = value(name);
    const active = want.words.length > 0 || Object.values(want).some((v) => typeof v === "string" && v);
    let shown = 0;
    for (const entry of cards) {
      const fits = matches(entry, want);
      entry.card.hidden = !fits;
      shown += fits;
    }
    for (const part of all(".event .fold, .event .same")) {
      const found = !!part.querySelector(".rel:not([hidden])");
      part.hidden = !found;
      if (active && found && !part.open) { part.open = true; part.dataset.opened = ""; }
      if (!active && "opened" in part.dataset) { part.open = false; delete part.dataset.opened; }
    }
    for (const event of events) event.hidden = !event.querySelector(".rel:not([hidden])");
    for (const item of all(".toc li")) {
      const event = document.getElementById(item.firstElementChild.getAttribute("href").slice(1));
      item.hidden = !!event && event.hidden;
    }
    one("#count").textContent = active ? shown + " / " + cards.length : cards.length;
    one("#nothing").hidden = shown > 0;
  }
  if (form) {
    form.hidden = false;
    if (matchMedia("(max-width: 61.99rem)").matches) form.querySelector("details").open = false;
    let waiting = 0;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
    for (const link of all("a.pair")) {
      link.addEventListener("click", () => {
        form.reset();
        one("#f-outlet").value = link.dataset.a;
        one("#f-with").value = link.dataset.b;
        setTimeout(apply);
      });
    }
  }

  // Keys: / to search, n and p to walk through what is shown.
  function walk(step) {
    const open = cards.map((entry) => entry.card).filter((card) => card.checkVisibility ? card.checkVisibility() : card.offsetParent);
    if (!open.length) return;
    const at = open.indexOf(document.activeElement.closest(".rel"));
    const next = open[Math.min(Math.max(at + step, 0), open.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
    for (const other of all(".rel.here")) other.classList.remove("here");
    next.classList.add("here");
  }
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches && event.target.matches("input[type=search], select, textarea");
    if (event.key === "Escape" && typing && form) { form.reset(); event.target.blur(); }
    if (typing) return;
    if (event.key === "/" && form) { form.querySelector("details").open = true; one("#f-text").focus(); event.preventDefault(); }
    if (event.key === "n") walk(1);
    if (event.key === "p") walk(-1);
  });

  // Paper shows what a screen folds away.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = all(".event details:not([open]):not(.why)");
    for (const part of unfolded) part.open = true;
  });
  addEventListener("afterprint", () => { for (const part of unfolded) part.open = false; });

  reveal();
})();
