// The timeline: a strip of the whole record with a window on it, and below the window's events, each at its own days.
// Days are counted from 1970-01-01. Few events are rows with their titles; many are bars by day, week, month or year.

const ROWS_AT_MOST = 26;
const dateOf = (day) => new Date(day * 86400000);
const dayOf = (year, month = 0, date = 1) => Date.UTC(year, month, date) / 86400000;
const monthName = (month) => T.timeline.months[month];
const sayDay = (day) => { const d = dateOf(day); return `${d.getUTCDate()} ${monthName(d.getUTCMonth())} ${d.getUTCFullYear()}`; };

const yearOf = (day) => dateOf(day).getUTCFullYear();
const monthOf = (day) => dateOf(day).getUTCMonth();
const dayMonth = (day) => `${dateOf(day).getUTCDate()} ${monthName(monthOf(day))}`;

// floor: the first day of the unit that a day is in; next: that of the one after; index: which unit it is, for even labels.
const UNITS = [
  { most: 75, name: T.timeline.by_day, floor: (d) => d, next: (d) => d + 1, index: (d) => d, label: dayMonth, wide: 52, steps: [1, 2, 5, 10, 20] },
  { most: 420, name: T.timeline.by_week, floor: (d) => d - ((dateOf(d).getUTCDay() + 6) % 7), next: (d) => d + 7, index: (d) => Math.floor((d + 3) / 7), label: dayMonth, wide: 56, steps: [1, 2, 4, 8, 13] },
  { most: 3300, name: T.timeline.by_month, floor: (d) => dayOf(yearOf(d), monthOf(d)), next: (d) => dayOf(yearOf(d), monthOf(d) + 1), index: (d) => yearOf(d) * 12 + monthOf(d), label: (d) => `${monthName(monthOf(d))} ${yearOf(d)}`, wide: 66, steps: [1, 2, 3, 6, 12, 24] },
  { most: Infinity, name: T.timeline.by_year, floor: (d) => dayOf(yearOf(d)), next: (d) => dayOf(yearOf(d) + 1), index: yearOf, label: (d) => String(yearOf(d)), wide: 42, steps: [1, 2, 5, 10, 20, 50, 100] },
];
const unitFor = (days) => UNITS.find((unit) => days <= unit.most);

const withAir = ([from, to]) => { const air = Math.max(1, Math.round((to - from) * 0.04)); return [from - air, to + 1 + air]; };

// The stretch of days that most events fall into, where stretches are parted by three weeks without a beginning.
function busiest(events) {
  const sorted = events.slice().sort((a, b) => a.from - b.from);
  const stretches = [];
  for (const event of sorted) {
    const last = stretches[stretches.length - 1];
    if (last && event.from - last.reach <= 21) { last.events.push(event); last.reach = event.from; } else stretches.push({ events: [event], reach: event.from });
  }
  const best = stretches.reduce((a, b) => (b.events.length >= a.events.length ? b : a));
  const first = best.events[0].from;
  // an event that goes on for long does not stretch the window it began in
  const ends = best.events.map((event) => Math.min(event.to, best.reach + 14));
  return withAir([first, Math.max(best.reach, ...ends)]);
}

function drawTimeline(figure) {
  const dated = EVENTS.filter((event) => event.from !== null);
  if (!dated.length) return figure.append(el("p", { class: "none" }, T.timeline.nothing));
  const whole = withAir([Math.min(...dated.map((e) => e.from)), Math.max(...dated.map((e) => e.to))]);
  const span = { from: whole[0], to: whole[1] };
  const heading = el("p", { class: "timeline-head", "aria-live": "polite" });
  const overview = svg("svg", { class: "overview", role: "group", "aria-label": T.timeline.overview });
  const focus = svg("svg", { class: "focus", role: "group", "aria-label": T.timeline.label });
  const notes = el("p", { class: "muted small" });
  // An operation's own days where it holds a good part of the record, else the days of the news: what the reports look back
  // on, years before, must not squeeze them.
  function main() {
    const largest = DATA.operations.filter((operation) => operation.from !== null && scope.value === "")
      .map((operation) => [operation, EVENTS.filter((event) => event.operation === operation.id).length])
      .reduce((a, b) => (a && a[1] >= b[1] ? a : b), null);
    if (largest && largest[1] * 4 >= dated.length) return withAir([largest[0].from, largest[0].to]);
    return scope.value === "" && DATA.summary.from !== null ? withAir([DATA.summary.from, DATA.summary.to]) : busiest(pool());
  }
  const button = (label, act) => el("button", { type: "button", class: "button", onclick: act }, label);
  figure.append(
    el("div", { class: "timeline-tools" }, heading, el("span", {}, button(T.timeline.main, () => look(main())), button(T.timeline.whole, () => look(whole)))),
    overview, el("div", { class: "focus-scroll" }, focus), notes);

  const pool = () => { const some = dated.filter(inScope); return some.length ? some : dated; };
  const width = () => Math.max(280, figure.getBoundingClientRect().width - 2 * parseFloat(getComputedStyle(figure).paddingLeft || 0));
  function look([from, to]) {
    const length = clamp(to - from, 3, whole[1] - whole[0]);
    span.from = clamp(from, whole[0], whole[1] - length);
    span.to = span.from + length;
    draw();
  }
  function follow() {
    const operation = DATA.operations.find((candidate) => candidate.id === scope.value);
    look(operation && operation.from !== null ? withAir([operation.from, operation.to]) : main());
  }
  function draw() {
    const w = width();
    const events = dated.filter(inScope);
    const seen = events.filter((event) => event.to >= span.from && event.from < span.to);
    const unit = unitFor(span.to - span.from);
    refill(heading, el("b", {}, `${sayDay(Math.round(span.from))} – ${sayDay(Math.round(span.to) - 1)}`), ` · ${plural(T.map.event, T.map.events, seen.length)}`, seen.length > ROWS_AT_MOST && ` · ${unit.name}`);
    drawOverview(overview, { dated: events, whole, span, look, w });
    drawFocus(focus, { seen, span, unit, w });
    const earlier = events.filter((event) => event.to < span.from).length;
    const goingOn = seen.length > ROWS_AT_MOST && seen.filter((event) => event.from < span.from).length;
    const later = events.filter((event) => event.from >= span.to).length;
    const undated = EVENTS.filter((event) => event.from === null && inScope(event)).length;
    notes.textContent = [goingOn && plural(T.timeline.going_on_one, T.timeline.going_on, goingOn), earlier && plural(T.timeline.earlier_one, T.timeline.earlier, earlier), later && plural(T.timeline.later_one, T.timeline.later, later), undated && plural(T.timeline.undated_one, T.timeline.undated, undated)].filter(Boolean).join(" · ");
  }
  let drawn = 0;
  new ResizeObserver(() => { if (Math.abs(width() - drawn) > 1) { drawn = width(); draw(); } }).observe(figure);
  scope.listeners.push(follow);
  drawn = width();
  follow();
}

function ticks(from, to, w, x, unit) {
  const first = unit.floor(Math.ceil(from));
  const one = x(unit.next(first)) - x(first);
  const step = unit.steps.find((n) => n * one >= unit.wide) || unit.steps[unit.steps.length - 1];
  const found = [];
  for (let day = first; day < to; day = unit.next(day)) {
    if (day >= from && unit.index(day) % step === 0 && x(day) < w - 20) found.push(day);
  }
  return found;
}

function drawOverview(target, { dated, whole, span, look, w }) {
  const [h, bar] = [54, 34];
  const x = (day) => ((day - whole[0]) / (whole[1] - whole[0])) * w;
  const bins = new Array(Math.max(1, Math.floor(w / 5))).fill(0);
  for (const event of dated) bins[clamp(Math.floor((x(event.from + 0.5) / w) * bins.length), 0, bins.length - 1)] += 1;
  const most = Math.max(1, ...bins);
  const step = w / bins.length;
  const bars = bins.map((n, i) => { if (!n) return null; const tall = 3 + (bar - 5) * Math.sqrt(n / most); return svg("rect", { class: "bar", x: (i * step + 0.5).toFixed(1), y: (bar - tall).toFixed(1), width: (step - 1).toFixed(1), height: tall.toFixed(1) }); });
  const unit = unitFor(whole[1] - whole[0]);
  const labels = ticks(whole[0], whole[1], w, x, unit).map((day) => svg("text", { x: x(day).toFixed(1), y: h - 5 }, unit.label(day)));
  const left = x(span.from);
  const wide = Math.max(6, x(span.to) - left);
  const length = span.to - span.from;
  const jump = Math.max(1, Math.round(length / 6));
  const keys = (move) => (event) => {
    const sign = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!sign) return;
    event.preventDefault();
    const name = event.currentTarget.getAttribute("data-part");
    move(sign);
    target.querySelector(`[data-part=${name}]`).focus();
  };
  const part = (name, label, value, attributes, move) => svg("rect", { ...attributes, class: name, "data-part": name, tabindex: 0, role: "slider", "aria-label": label, "aria-valuemin": whole[0], "aria-valuemax": whole[1], "aria-valuenow": Math.round(value), "aria-valuetext": sayDay(Math.round(value)), onkeydown: keys(move), onpointerdown: drag(move, name) });
  function drag(move, name) {
    return (start) => {
      start.preventDefault();
      const perDay = w / (whole[1] - whole[0]);
      const origin = { from: span.from, to: span.to };
      const onmove = (event) => {
        const days = (event.clientX - start.clientX) / perDay;
        if (name === "window") look([origin.from + days, origin.to + days]);
        else if (name === "from") look([Math.min(origin.from + days, origin.to - 3), origin.to]);
        else look([origin.from, Math.max(origin.to + days, origin.from + 3)]);
      };
      const stop = () => { window.removeEventListener("pointermove", onmove); window.removeEventListener("pointerup", stop); };
      window.addEventListener("pointermove", onmove);
      window.addEventListener("pointerup", stop);
    };
  }
  build(target, { viewBox: `0 0 ${w} ${h}`, width: w }, []);
  target.replaceChildren(
    svg("rect", { class: "strip", x: 0, y: 0, width: w, height: bar, onclick: (event) => { const day = whole[0] + ((event.clientX - target.getBoundingClientRect().left) / w) * (whole[1] - whole[0]); look([day - length / 2, day + length / 2]); } }),
    ...bars.filter(Boolean), ...labels,
    part("window", T.timeline.overview, span.from, { x: left, y: 0.5, width: wide, height: bar - 1 }, (sign) => look([span.from + sign * jump, span.to + sign * jump])),
    part("from", T.timeline.from, span.from, { x: left - 3, y: 0, width: 6, height: bar, rx: 2 }, (sign) => look([Math.min(span.from + sign * jump, span.to - 3), span.to])),
    part("to", T.timeline.to, span.to, { x: left + wide - 3, y: 0, width: 6, height: bar, rx: 2 }, (sign) => look([span.from, Math.max(span.to + sign * jump, span.from + 3)])));
}

function drawFocus(target, { seen, span, unit, w }) {
  const x = (day) => ((day - span.from) / (span.to - span.from)) * w;
  const top = 26;
  const rows = seen.length <= ROWS_AT_MOST;
  const body = rows ? eventRows(seen, x, w, top) : eventBars(seen, x, unit, span, top);
  const h = top + body.height + 8;
  const grid = ticks(span.from, span.to, w, x, unit).map((day) => [
    svg("path", { class: "grid", d: `M${x(day).toFixed(1)} 18V${h}` }), svg("text", { class: "tick", x: x(day).toFixed(1), y: 12 }, unit.label(day)),
  ]);
  build(target, { viewBox: `0 0 ${w} ${h}`, width: w }, []);
  target.replaceChildren(...grid.flat(), ...(seen.length ? body.nodes : [svg("text", { class: "tick", x: w / 2, y: top + 24, "text-anchor": "middle" }, T.timeline.empty_window)]));
}

const ROW = 22;

function eventRows(seen, x, w, top) {
  const sorted = seen.slice().sort((a, b) => a.from - b.from || a.to - b.to || (a.title < b.title ? -1 : 1));
  const nodes = sorted.map((event, row) => {
    const y = top + row * ROW + ROW / 2;
    const [begin, end] = [clamp(x(event.from), -4, w), clamp(x(event.to + 1), 0, w + 4)];
    const wide = Math.max(10, end - begin);
    const room = { right: w - begin - wide - 8, left: begin - 8 };
    const letters = event.title.length * 6.5;
    const spot = room.right >= letters || room.right >= Math.max(room.left, wide) ? "right" : room.left > wide || letters <= room.left ? "left" : "inside";
    const text = { right: [begin + wide + 6, "start", room.right], left: [begin - 6, "end", room.left], inside: [Math.max(begin, 0) + 8, "start", wide - 16] }[spot];
    const most = Math.max(6, Math.floor(text[2] / 6.5));
    const title = event.title.length > most ? `${event.title.slice(0, most - 1).trimEnd()}…` : event.title;
    const thick = spot === "inside" ? 17 : 10;
    return svg("a", { href: `#event=${event.id}`, class: "event", "aria-label": `${event.when}: ${event.title}, ${T.grades[event.grade].label}` },
      svg("title", {}, `${event.when}: ${event.title} (${T.grades[event.grade].label})`),
      svg("rect", { class: `span ink-${event.grade}${spot === "inside" ? " pale" : ""}`, x: begin.toFixed(1), y: y - thick / 2, width: wide.toFixed(1), height: thick, rx: Math.min(5, thick / 2) }),
      svg("text", { x: text[0].toFixed(1), y: y + 4, "text-anchor": text[1] }, title));
  });
  return { nodes, height: Math.max(1, seen.length) * ROW };
}

// Many events: one stacked bar a unit, by grade, of those that begin in it.
function eventBars(seen, x, unit, span, top) {
  const bins = new Map();
  for (const event of seen.filter((one) => one.from >= span.from)) {
    const day = unit.floor(event.from);
    if (!bins.has(day)) bins.set(day, []);
    bins.get(day).push(event);
  }
  const most = Math.max(1, ...[...bins.values()].map((list) => list.length));
  const height = Math.min(190, 24 + 16 * most);
  const nodes = [];
  for (const [day, list] of [...bins].sort((a, b) => a[0] - b[0])) {
    const left = Math.max(0, x(day));
    const wide = Math.max(2, x(unit.next(day)) - left - 2);
    let y = top + height;
    const each = Math.min(16, (height - 16) / most);
    for (const [grade, n] of gradeShares(list)) {
      const group = list.filter((event) => event.grade === grade);
      const label = `${unit.label(day)}: ${n} ${T.grades[grade].label.toLowerCase()}`;
      if (each >= 7) {
        for (const event of group) {
          y -= each;
          const title = `${event.when}: ${event.title} (${T.grades[grade].label})`;
          nodes.push(svg("a", { href: `#event=${event.id}`, class: "event", "aria-label": title }, svg("title", {}, title), svg("rect", { class: `span ink-${grade}`, x: left.toFixed(1), y: (y + 1).toFixed(1), width: wide.toFixed(1), height: (each - 1.5).toFixed(1), rx: 2 })));
        }
      } else {
        y -= n * each;
        nodes.push(svg("rect", { class: `span ink-${grade}`, x: left.toFixed(1), y: y.toFixed(1), width: wide.toFixed(1), height: (n * each).toFixed(1) }, svg("title", {}, label)));
      }
    }
    nodes.push(svg("text", { class: "tick", x: (left + wide / 2).toFixed(1), y: (y - 4).toFixed(1), "text-anchor": "middle" }, String(list.length)));
  }
  return { nodes, height };
}
