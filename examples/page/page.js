"use strict";
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const selects = all(".filters select");
  const targets = all(".target");

  // A task is shown where its unit and status are wanted and one of its targets has the wanted verdict.
  function filter() {
    const [unit, status, verdict] = selects.map((select) => select.value);
    let shown = 0;
    for (const task of all(".task")) {
      const units = JSON.parse(task.dataset.units);
      const here = (!unit || units.includes(unit)) && (!status || task.dataset.status === status);
      let any = false;
      for (const target of all(".target", task)) {
        const fits = here && (!verdict || target.dataset.verdict === verdict);
        target.hidden = !fits;
        any ||= fits;
        shown += fits ? 1 : 0;
      }
      task.hidden = !any;
    }
    document.getElementById("shown").textContent = `显示 ${shown} / ${targets.length} 项目标`;
    document.getElementById("none").hidden = shown > 0;
  }
  selects.forEach((select) => select.addEventListener("change", filter));
  document.getElementById("reset").addEventListener("click", () => {
    selects.forEach((select) => { select.value = ""; });
    filter();
  });

  // The sentences that the numbers come from.
  function open(target, wanted) {
    const button = target.querySelector("button");
    const source = target.querySelector(".source");
    source.hidden = wanted === undefined ? !source.hidden : !wanted;
    button.setAttribute("aria-expanded", String(!source.hidden));
  }
  targets.forEach((target) => target.querySelector("button").addEventListener("click", () => open(target)));
  all("a[href^='#target-']").forEach((link) => link.addEventListener("click", () => {
    selects.forEach((select) => { select.value = ""; });
    filter();
    open(document.querySelector(link.getAttribute("href")), true);
  }));
  // scorecard.html?verdict=behind shows what is behind, scorecard.html#target-3 opens one target.
  const asked = new URLSearchParams(location.search);
  selects.forEach((select) => { select.value = asked.get(select.id) ?? ""; });
  const target = /^#target-\d+$/.test(location.hash) && document.querySelector(location.hash);
  if (target) open(target, true);
  filter();
})();
