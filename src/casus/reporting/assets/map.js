// The map: an SVG whose base is moved and scaled as one, with marks and names laid over it in screen units.

function drawMap(figure) {
  const base = readBasemap();
  const places = DATA.places.map((place) => ({ ...place, at: project(place.lon, place.lat), list: place.events.map((id) => EVENT.get(id)) }));
  const shapes = () => [
    svg("path", { class: "land", d: base.land }), svg("path", { class: "coast", d: base.coast }),
    svg("path", { class: "border", d: base.border }), svg("path", { class: "border disputed", d: base.disputed }),
  ];
  const ground = svg("g", {}, shapes());
  const names = svg("g", { class: "names", "aria-hidden": "true" });
  const marks = svg("g", { class: "marks" });
  const scale = svg("g", { class: "scale", "aria-hidden": "true" });
  const canvas = svg("svg", { class: "map", role: "group", "aria-label": T.map.label, tabindex: "0" }, ground, names, marks, scale);
  const frame = svg("rect", { class: "frame" });
  const inset = svg("svg", { class: "inset", viewBox: "0 150 1000 560", "aria-hidden": "true" }, svg("path", { class: "land", d: base.land }), frame);
  const button = (label, sign, action) => el("button", { type: "button", "aria-label": label, title: label, onclick: action }, sign);
  const controls = el("div", { class: "map-buttons" },
    button(T.map.zoom_in, "+", () => zoom(1.6)), button(T.map.zoom_out, "−", () => zoom(1 / 1.6)),
    button(T.map.fit, "◎", () => fit()), button(T.map.world, "⊕", () => showWorld()));
  const empty = el("p", { class: "map-empty", hidden: true }, T.map.nothing);
  figure.append(el("div", { class: "map-frame" }, canvas, controls, inset, empty), legend());

  const view = { x: WORLD / 2, y: WORLD / 2, k: 1 }; // centre on the plane, pixels per unit
  const size = { w: 800, h: 480 };
  const visible = () => places.map((place) => ({ ...place, list: place.list.filter(inScope) })).filter((place) => place.list.length);
  const screen = ([x, y]) => [(x - view.x) * view.k + size.w / 2, (y - view.y) * view.k + size.h / 2];

  function measure() {
    const box = canvas.getBoundingClientRect();
    if (box.width > 0) Object.assign(size, { w: box.width, h: box.height });
  }
  function zoom(factor, px = size.w / 2, py = size.h / 2) {
    const k = clamp(view.k * factor, Math.min(size.w / WORLD, 1.2), 2500);
    view.x += (px - size.w / 2) * (1 / view.k - 1 / k);
    view.y += (py - size.h / 2) * (1 / view.k - 1 / k);
    view.k = k;
    draw();
  }
  function pan(dx, dy) {
    view.x -= dx / view.k;
    view.y -= dy / view.k;
    draw();
  }
  function showWorld() {
    Object.assign(view, { x: WORLD / 2, y: 430, k: size.w / WORLD });
    draw();
  }
  function fit() {
    const shown = visible();
    const main = mainPlaces(shown);
    // where even the main places lie on several continents, nothing is won by leaving others out
    const scattered = Math.max(...main.map((place) => place.at[0])) - Math.min(...main.map((place) => place.at[0])) > WORLD / 9;
    const points = scattered ? shown : main;
    if (!points.length) return showWorld();
    const xs = points.map((place) => place.at[0]);
    const ys = points.map((place) => place.at[1]);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const span = 5 * (WORLD / 360); // never closer than this: the basemap has no detail to show there
    view.k = Math.min((size.w - Math.min(260, size.w / 3)) / Math.max(right - left, span), (size.h - 120) / Math.max(bottom - top, span * 0.7));
    Object.assign(view, { x: (left + right) / 2, y: (top + bottom) / 2 });
    return draw();
  }
  function draw() {
    view.x = clamp(view.x, 0, WORLD);
    view.y = clamp(view.y, 60, 880);
    canvas.setAttribute("viewBox", `0 0 ${size.w} ${size.h}`);
    const [x0, y0] = screen([0, 0]);
    ground.setAttribute("transform", `translate(${x0} ${y0}) scale(${view.k})`);
    const taken = [];
    const shown = visible();
    placeInset(inset, shown, screen, size);
    taken.push([size.w - 60, 0, size.w, 160], boxIn(inset, canvas), [0, size.h - 34, 140, size.h]);
    drawMarks(marks, shown, screen, size, taken);
    drawNames(names, base.countries, view, screen, size, taken);
    drawScale(scale, view, size);
    empty.hidden = shown.length > 0;
    const [fw, fh] = [size.w / view.k, size.h / view.k];
    build(frame, { x: view.x - fw / 2, y: view.y - fh / 2, width: Math.max(fw, 14), height: Math.max(fh, 10) }, []);
    inset.classList.toggle("off", fw > 500);
  }

  moveByHand(canvas, { zoom, pan });
  new ResizeObserver(() => { const before = size.w; measure(); if (size.w !== before) draw(); }).observe(canvas);
  scope.listeners.push(fit);
  measure();
  fit();
}

// The inset stands in the corner that has the fewest marks under it.
function placeInset(inset, shown, screen, size) {
  const [w, h] = [170, 110];
  const corners = { "bottom-right": [size.w - w, size.h - h], "bottom-left": [0, size.h - h - 30], "top-left": [0, 0] };
  const under = ([x, y]) => shown.filter((place) => { const [px, py] = screen(place.at); return px > x - 10 && px < x + w + 10 && py > y - 10 && py < y + h + 10; }).length;
  const best = Object.keys(corners).reduce((a, b) => (under(corners[b]) < under(corners[a]) ? b : a));
  inset.setAttribute("class", `inset ${best}`);
}

function boxIn(node, canvas) {
  const [box, frame] = [node.getBoundingClientRect(), canvas.getBoundingClientRect()];
  return [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];
}

// The places to zoom to: named places where there are any; where they lie scattered, those around the middle of most events.
function mainPlaces(shown) {
  const exact = shown.filter((place) => !place.area);
  const pool = exact.length ? exact : shown;
  if (pool.length < 3) return pool;
  const middle = (axis) => {
    const values = pool.flatMap((place) => place.list.map(() => place.at[axis])).sort((a, b) => a - b);
    return values[Math.floor(values.length / 2)];
  };
  const [mx, my] = [middle(0), middle(1)];
  const reach = (place) => Math.hypot(place.at[0] - mx, place.at[1] - my);
  const near = pool.slice().sort((a, b) => reach(a) - reach(b));
  const total = near.reduce((sum, place) => sum + place.list.length, 0);
  let counted = 0;
  return near.filter((place) => {
    const keep = counted < total * 0.9 || reach(place) < 12;
    counted += place.list.length;
    return keep;
  });
}

function gradeShares(list) {
  return DATA.grades.map((grade) => [grade, list.filter((event) => event.grade === grade).length]).filter((share) => share[1]);
}

function drawMarks(target, shown, screen, size, taken) {
  const nodes = [];
  const labels = [];
  const rings = []; // a ring may be written over where there is no other room, a mark may not
  for (const place of shown.slice().sort((a, b) => b.area - a.area || b.list.length - a.list.length)) {
    const [x, y] = screen(place.at);
    if (x < -60 || y < -60 || x > size.w + 60 || y > size.h + 60) continue;
    const shares = gradeShares(place.list);
    const r = Math.min((place.area ? 13 : 5) + 2.6 * Math.sqrt(place.list.length), 34);
    const main = shares.reduce((a, b) => (b[1] > a[1] ? b : a))[0];
    const count = plural(T.map.event, T.map.events, place.list.length);
    const title = `${place.name} (${place.precision}): ${count}; ${shares.map(([grade, n]) => `${n} ${T.grades[grade].label.toLowerCase()}`).join(", ")}`;
    const target1 = place.list.length === 1 ? `#event=${place.list[0].id}` : `#place=${place.id}`;
    nodes.push(svg("a", { href: target1, class: place.area ? "mark area" : "mark", "aria-label": title, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
      svg("title", {}, title), place.area ? svg("circle", { r, class: `ring ink-${main}` }) : pie(shares, place.list.length, r)));
    (place.area ? rings : taken).push([x - r, y - r, x + r, y + r]);
    labels.push({ place, x, y, r });
  }
  for (const { place, x, y, r } of labels.sort((a, b) => a.place.area - b.place.area || b.place.list.length - a.place.list.length)) {
    const width = place.name.length * 6.6;
    const spots = [[x + r + 4, y + 4, "start"], [x - r - 4, y + 4, "end"], [x, y - r - 5, "middle"], [x, y + r + 14, "middle"]];
    const boxOf = ([lx, ly, anchor]) => {
      const left = anchor === "start" ? lx : anchor === "end" ? lx - width : lx - width / 2;
      return [left, ly - 11, left + width, ly + 3];
    };
    const fits = (spot, others) => {
      const box = boxOf(spot);
      return box[0] > 2 && box[2] < size.w - 2 && box[1] > 2 && box[3] < size.h - 2 && !others.some((other) => overlap(box, other));
    };
    const others = rings.filter((ring) => ring[0] !== x - r || ring[1] !== y - r);
    const spot = spots.find((candidate) => fits(candidate, [...taken, ...others])) || spots.find((candidate) => fits(candidate, taken));
    if (!spot) continue;
    taken.push(boxOf(spot));
    nodes.push(svg("text", { x: spot[0].toFixed(1), y: spot[1].toFixed(1), "text-anchor": spot[2], class: place.area ? "place-name area-name" : "place-name", "aria-hidden": "true" }, place.name));
  }
  taken.push(...rings);
  target.replaceChildren(...nodes);
}

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function pie(shares, total, r) {
  if (shares.length === 1) return svg("circle", { r, class: `dot ink-${shares[0][0]}` });
  let turn = -Math.PI / 2;
  const slices = shares.map(([grade, n]) => {
    const end = turn + (2 * Math.PI * n) / total;
    const at = (angle) => `${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`;
    const slice = svg("path", { d: `M0 0L${at(turn)}A${r} ${r} 0 ${n * 2 > total ? 1 : 0} 1 ${at(end)}Z`, class: `dot ink-${grade}` });
    turn = end;
    return slice;
  });
  return svg("g", {}, slices);
}

// A country's name stands at its middle, or where the part of it that is in view has room.
function drawNames(target, countries, view, screen, size, taken) {
  const [w, h] = [size.w / view.k, size.h / view.k];
  const [left, top] = [view.x - w / 2, view.y - h / 2];
  const nodes = [];
  for (const country of countries) {
    const [x0, y0, x1, y1] = country.box;
    if (x1 < left || y1 < top || x0 > left + w || y0 > top + h) continue;
    const width = country.name.length * 8.5;
    if (country.size * (WORLD / 360) * view.k < width * 0.8) continue;
    const spots = [country.label];
    for (let i = 1; i < 10; i++) for (let j = 1; j < 8; j++) spots.push([left + (w * i) / 10, top + (h * j) / 8]);
    const inView = ([x, y]) => x > left && x < left + w && y > top && y < top + h;
    const room = spots.filter((spot, i) => inView(spot) && (i === 0 || inside(country.rings, ...spot)));
    if (!room.length) continue;
    const middle = [0, 1].map((axis) => room.reduce((sum, spot) => sum + spot[axis], 0) / room.length);
    const away = (spot) => (spot === country.label ? -1 : Math.hypot(spot[0] - middle[0], spot[1] - middle[1]));
    for (const spot of room.sort((a, b) => away(a) - away(b))) {
      const [x, y] = screen(spot);
      const box = [x - width / 2, y - 10, x + width / 2, y + 5];
      if (box[0] < 4 || box[2] > size.w - 4 || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      nodes.push(svg("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": "middle", class: "country-name" }, country.name));
      break;
    }
  }
  target.replaceChildren(...nodes);
}

function drawScale(target, view, size) {
  const kmPerPixel = (40075 * Math.cos((latitude(view.y) * Math.PI) / 180)) / WORLD / view.k;
  const room = kmPerPixel * 110;
  const power = 10 ** Math.floor(Math.log10(room));
  const km = [5, 2, 1].map((step) => step * power).find((step) => step <= room);
  const width = km / kmPerPixel;
  const y = size.h - 14;
  target.replaceChildren(svg("path", { d: `M14 ${y - 5}v5h${width.toFixed(1)}v-5` }), svg("text", { x: 14 + width / 2, y: y - 4, "text-anchor": "middle" }, `${km} ${T.map.km}`));
}

function moveByHand(canvas, { zoom, pan }) {
  const pointers = new Map();
  const offset = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  let travelled = 0;
  canvas.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, offset(event));
    travelled = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = offset(event);
    const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    pointers.set(event.pointerId, now);
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (travelled < 4) return;
    if (!canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
    if (others.length) {
      const [ox, oy] = others[0];
      zoom(Math.hypot(now[0] - ox, now[1] - oy) / Math.max(1, Math.hypot(before[0] - ox, before[1] - oy)), (now[0] + ox) / 2, (now[1] + oy) / 2);
    } else pan(now[0] - before[0], now[1] - before[1]);
  });
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, (event) => pointers.delete(event.pointerId));
  // a drag that ends on a mark is no click on it
  canvas.addEventListener("click", (event) => { if (travelled >= 4) event.preventDefault(); travelled = 0; }, true);
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * 0.003), ...offset(event));
  }, { passive: false });
  canvas.addEventListener("dblclick", (event) => zoom(2, ...offset(event)));
  const keys = { ArrowLeft: () => pan(60, 0), ArrowRight: () => pan(-60, 0), ArrowUp: () => pan(0, 60), ArrowDown: () => pan(0, -60), "+": () => zoom(1.6), "=": () => zoom(1.6), "-": () => zoom(1 / 1.6) };
  canvas.addEventListener("keydown", (event) => {
    const act = own(keys, event.key);
    if (!act || event.target !== canvas) return;
    event.preventDefault();
    act();
  });
}

function legend() {
  const key = (node, text) => el("li", {}, node, text);
  const ring = svg("svg", { class: "key", viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("circle", { cx: 10, cy: 10, r: 8, class: "ring ink-reported" }));
  const dot = svg("svg", { class: "key", viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("circle", { cx: 10, cy: 10, r: 6, class: "dot ink-reported" }));
  const present = new Set(EVENTS.map((event) => event.grade));
  const swatch = (grade) => svg("svg", { class: "key", viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("circle", { cx: 10, cy: 10, r: 6, class: `dot ink-${grade}` }));
  return el("div", { class: "legend" },
    el("ul", {}, DATA.grades.filter((grade) => present.has(grade)).map((grade) => key(swatch(grade), T.grades[grade].label))),
    el("ul", {}, key(dot, T.map.exact), key(ring, T.map.area)),
    DATA.summary.unplaced > 0 && el("p", {}, plural(T.map.unplaced_one, T.map.unplaced, DATA.summary.unplaced), "."),
    el("p", { class: "muted" }, T.map.convention, " ", T.map.hint, "."));
}
