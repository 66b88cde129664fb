// The events table: which rows are shown, by operation, grade, kind and words. Without scripts all rows stand.

const ROWS_FIRST = 40;

function filterEvents() {
  const form = document.getElementById("filters");
  const more = document.getElementById("more");
  const shown = document.getElementById("shown");
  const rows = [...document.querySelectorAll("#event-rows > tr")].map((row) => ({
    row, event: EVENT.get(row.dataset.event), words: row.textContent.toLocaleLowerCase(),
  }));
  let all = rows.length <= ROWS_FIRST * 1.5;
  function apply() {
    const words = form.elements.words.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const [grade, kind] = [form.elements.grade.value, form.elements.kind.value];
    const fits = rows.filter((item) => inScope(item.event) && (!grade || item.event.grade === grade) && (!kind || item.event.kind === kind) && words.every((word) => item.words.includes(word)));
    const kept = new Set((all ? fits : fits.slice(0, ROWS_FIRST)).map((item) => item.row));
    for (const { row } of rows) row.hidden = !kept.has(row);
    more.hidden = kept.size === fits.length;
    more.textContent = fill(T.page.more, { n: fits.length });
    shown.textContent = fits.length ? fill(T.filter.shown, { n: fits.length, total: rows.length }) : T.filter.nothing;
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  more.addEventListener("click", () => { all = true; apply(); });
  window.addEventListener("beforeprint", () => { all = true; apply(); });
  scope.listeners.push(apply);
  apply();
}
