// Plays a recording: stands at one position of it at a time and shows what there is to see there.
"use strict";
(() => {
  const recording = JSON.parse(document.getElementById("recording").textContent);
  const { sources, types, methods, calls, positions } = recording;
  const plain = new Set(methods.filter(method => method.isPlain).map(method => method.name));
  const element = id => document.getElementById(id);
  const viewports = new Map(window.stateflowViewports.map(viewport => [viewport.frame.closest(".view").id, viewport]));
  const [methodView, runView, dataflowView] = ["view-method", "view-run", "view-dataflow"].map(id => element(id));
  const drawings = new Map([...methodView.querySelectorAll("[data-method]")].map(svg => [svg.dataset.method, svg]));
  const sentAt = new Map(positions.flatMap((position, index) => position.calls.map(call => [call, index])));
  let here = 0;
  let timer = 0;

  function create(name, attributes = {}, ...children) {
    const created = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
    created.append(...children);
    return created;
  }

  // ---- moving

  const isEventStart = index => index === 0 || positions[index].event !== positions[index - 1].event;

  function nextEvent(index) {
    while (index < positions.length - 1 && !isEventStart(++index));
    return index;
  }

  function previousEvent(index) {
    while (index > 0 && !isEventStart(--index));
    return index;
  }

  function go(index) {
    here = Math.max(0, Math.min(positions.length - 1, index));
    show();
  }

  const actions = {
    first: () => go(0),
    "event-back": () => go(previousEvent(here)),
    back: () => go(here - 1),
    play: () => (timer ? stop() : play()),
    forward: () => go(here + 1),
    "event-forward": () => go(nextEvent(here)),
    last: () => go(positions.length - 1),
  };

  function play() {
    if (here === positions.length - 1) go(0);
    const tick = () => {
      go(here + 1);
      if (here === positions.length - 1) stop();
      else timer = setTimeout(tick, 1000 / Number(element("speed").value));
    };
    timer = setTimeout(tick, 1000 / Number(element("speed").value));
    showPlaying();
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
    showPlaying();
  }

  function showPlaying() {
    element("play").setAttribute("aria-label", timer ? "Stop" : "Play");
  }

  // ---- showing

  function show() {
    const position = positions[here];
    element("slider").value = here;
    element("slider").setAttribute("aria-valuetext", `event ${position.event + 1} of ${recording.events}`);
    element("place").textContent = `event ${position.event + 1} of ${recording.events}`
      + (recording.omitted > 0 ? `, the first of ${recording.events + recording.omitted}` : "");
    element("entity").textContent = position.entity;
    element("facts").replaceChildren(...position.facts.map(fact =>
      create("div", {}, create("dt", {}, fact.term), create("dd", {}, fact.text))));
    for (const id of ["first", "event-back", "back"]) element(id).disabled = here === 0;
    for (const id of ["last", "event-forward", "forward"]) element(id).disabled = here === positions.length - 1;
    showStack(position);
    showSource(position);
    showStates(position);
    showOutput();
    showMethod(position);
    showRun(position);
    showDataflow(position);
    remember();
  }

  function showStack(position) {
    const titles = [];
    for (let call = position.call; call >= 0; call = calls[call].parent) titles.unshift(calls[call].title);
    element("stack").replaceChildren(create("bdi", {}, titles.join("  ▸  ")));
  }

  const fileLists = sources.map(source => create("ol", { class: "file" }, ...source.lines.map((line, index) =>
    create("li", { "data-line": index + 1 }, line))));
  element("source").replaceChildren(...sources.flatMap((source, index) => [create("div", { class: "file-name" }, source.file), fileLists[index]]));

  function showSource(position) {
    for (const line of element("source").querySelectorAll("[aria-current]")) line.removeAttribute("aria-current");
    if (position.source < 0) return;
    const lines = [...fileLists[position.source].children].slice(position.firstLine - 1, position.lastLine);
    for (const line of lines) line.setAttribute("aria-current", "step");
    scrollTo(lines[0], lines[lines.length - 1]);
  }

  // Scrolls the pane, and nothing around it, such that these can be seen.
  function scrollTo(first, last) {
    if (!first) return;
    const pane = first.closest("section");
    const box = pane.getBoundingClientRect();
    const top = first.getBoundingClientRect().top - box.top;
    const bottom = last.getBoundingClientRect().bottom - box.top;
    if (top < 30) pane.scrollTop += top - pane.clientHeight / 3;
    else if (bottom > pane.clientHeight - 10) pane.scrollTop += Math.min(top - 30, bottom - pane.clientHeight * 2 / 3);
  }

  // The states at a position: for each entity its fields' values, in the order in which they appeared.
  function statesAt(index) {
    const states = new Map();
    for (const { changes } of positions.slice(0, index + 1)) {
      for (const { entity, field, after } of changes) {
        if (!states.has(entity)) states.set(entity, new Map());
        if (after === null) states.get(entity).delete(field);
        else states.get(entity).set(field, after);
        if (states.get(entity).size === 0) states.delete(entity);
      }
    }

    return states;
  }

  function showStates(position) {
    const states = statesAt(here);
    const before = new Map(position.changes.filter(change => change.isShown).map(change => [JSON.stringify([change.entity, change.field]), change.before]));
    const tables = types
      .map(type => ({ type: type.name, fields: type.fields, entities: [...states.keys()].filter(entity => entity.split("(")[0] === type.name) }))
      .filter(table => table.entities.length > 0);
    element("states").replaceChildren(...tables.map(({ type, fields: declared, entities }) => {
      const fields = declared.filter(field => entities.some(entity => states.get(entity).has(field)));
      const head = create("tr", {}, create("th", { scope: "col" }, type === "script" ? "" : "entity"), ...fields.map(field => create("th", { scope: "col" }, field)));
      const rows = entities.map(entity => create("tr", entity === position.entity ? { class: "current" } : {},
        create("th", { scope: "row" }, entity),
        ...fields.map(field => {
          const key = JSON.stringify([entity, field]);
          const attributes = !before.has(key) ? {} : { class: "changed", "data-before": before.get(key) ?? "new" };
          return create("td", attributes, states.get(entity).get(field) ?? "");
        })));
      return create("table", {}, create("caption", {}, type), create("thead", {}, head), create("tbody", {}, ...rows));
    }));
    const row = element("states").querySelector("tr:has(.changed)") ?? element("states").querySelector(".current");
    scrollTo(row, row);
  }

  function showOutput() {
    const earlier = positions.slice(0, here).flatMap(position => position.output).join("");
    const now = positions[here].output.join("");
    element("output").replaceChildren(earlier, ...now === "" ? [] : [create("span", { class: "new" }, now)]);
    element("output").parentElement.scrollTop = element("output").parentElement.scrollHeight;
  }

  // ---- drawings

  const nodeOf = (svg, id) => svg.querySelector(`.node[data-id="${CSS.escape(id)}"]`);
  const edgesOf = (svg, from, to) => svg.querySelectorAll(`.edge[data-from="${CSS.escape(from)}"][data-to="${CSS.escape(to)}"]`);

  function clear(svg) {
    for (const marked of svg.querySelectorAll(".visited, .current")) marked.classList.remove("visited", "current");
  }

  const mark = (elements, name) => elements.forEach(marked => marked?.classList.add(name));

  // Which method is worth looking at: the one that runs, or, while a method runs that never waits, the nearest caller that does.
  function shownMethod(position) {
    if (drawings.has(position.method) && !plain.has(position.method)) return { method: position.method, call: position.call, node: position.node };
    for (let call = position.call; call >= 0; call = calls[call].parent) {
      const { method, hop, parent } = calls[call];
      if (method !== null && drawings.has(method)) return { method, call: parent, node: hop };
    }

    return drawings.has(position.method) ? { method: position.method, call: position.call, node: position.node } : null;
  }

  function showMethod(position) {
    const shown = shownMethod(position);
    const viewport = viewports.get("view-method");
    const before = viewport.svg;
    for (const [method, svg] of drawings) svg.toggleAttribute("hidden", method !== shown?.method);
    if (shown === null) return;
    const svg = drawings.get(shown.method);
    if (svg !== before) viewport.reset();
    clear(svg);
    svg.classList.add("trail");
    markTrail(svg, shown);
    const current = nodeOf(svg, shown.node);
    mark([current], "current");
    viewport.reveal(current);
  }

  // The blocks that the shown call has run so far, its hops, and the edges between them in the order of time.
  function markTrail(svg, shown) {
    let comesFrom = ["entry"];
    mark([nodeOf(svg, "entry")], "visited");
    for (let index = 0; index <= here; index++) {
      const position = positions[index];
      if (position.call === shown.call && position.method === shown.method) {
        mark([nodeOf(svg, position.node)], "visited");
        for (const from of comesFrom) mark(edgesOf(svg, from, position.node), "visited");
        comesFrom = [position.node];
      }

      const hops = position.calls.filter(call => calls[call].parent === shown.call && calls[call].method === shown.method).map(call => calls[call].hop);
      for (const hop of hops) {
        const [block] = hop.split(".");
        mark([nodeOf(svg, hop)], "visited");
        mark(edgesOf(svg, block, hop), "visited");
      }

      const awaited = hops.filter(hop => !hop.includes(".start"));
      if (awaited.length > 0) comesFrom = awaited;
    }
  }

  function showRun(position) {
    const viewport = viewports.get("view-run");
    const svg = viewport.svg;
    clear(svg);
    svg.classList.add("trail");
    for (let index = 0; index <= here; index++) {
      if (!isEventStart(index)) continue;
      const id = positions[index].runNode;
      mark([nodeOf(svg, id)], "visited");
      mark(svg.querySelectorAll(`.edge[data-to="${CSS.escape(id)}"]`), "visited");
    }

    const current = nodeOf(svg, position.runNode);
    mark([current], "current");
    viewport.reveal(current);
  }

  function showDataflow(position) {
    const viewport = viewports.get("view-dataflow");
    const svg = viewport.svg;
    clear(svg);
    const [from, to] = position.ends;
    const edges = edgesOf(svg, from, to);
    svg.classList.add("trail");
    mark(svg.querySelectorAll(".node"), "visited");
    mark(edges.length > 0 ? edges : edgesOf(svg, to, from), "visited");
    const current = nodeOf(svg, to);
    mark([current], "current");
    viewport.reveal(current);
  }

  runView.addEventListener("click", event => {
    const node = event.target.closest(".node");
    const index = positions.findIndex(position => position.runNode === node?.dataset.id);
    if (index >= 0) go(index);
  });

  // ---- tabs, keys, buttons

  const tabs = ["method", "run", "dataflow"];

  function select(name, focus = false) {
    for (const other of tabs) {
      const isSelected = other === name;
      element(`tab-${other}`).setAttribute("aria-selected", isSelected);
      element(`tab-${other}`).tabIndex = isSelected ? 0 : -1;
      element(`view-${other}`).hidden = !isSelected;
    }

    if (focus) element(`tab-${name}`).focus();
    const viewport = viewports.get(`view-${name}`);
    if (viewport.scale === undefined || viewport.isReset) viewport.reset();
    viewport.reveal(viewport.svg?.querySelector(".current"));
  }

  for (const name of tabs) {
    element(`tab-${name}`).addEventListener("click", () => select(name));
    element(`tab-${name}`).addEventListener("keydown", event => {
      const turn = { ArrowRight: 1, ArrowLeft: tabs.length - 1 }[event.key];
      if (turn === undefined) return;
      select(tabs[(tabs.indexOf(name) + turn) % tabs.length], true);
      event.preventDefault();
      event.stopPropagation();
    });
  }

  const keys = {
    ArrowRight: "forward", ArrowLeft: "back", "Shift+ArrowRight": "event-forward", "Shift+ArrowLeft": "event-back",
    PageDown: "event-forward", PageUp: "event-back", Home: "first", End: "last", " ": "play",
  };

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("select")) return;
    if (event.key === "Escape") toggleKeys(false);
    if (tabs[event.key - 1]) select(tabs[event.key - 1]);
    const isPressed = event.key === " " && event.target.closest("button");
    const action = keys[(event.shiftKey && event.key.startsWith("Arrow") ? "Shift+" : "") + event.key];
    if (!action || isPressed) return;
    if (action !== "play" && timer) stop();
    actions[action]();
    event.preventDefault();
  });

  for (const id of Object.keys(actions)) {
    element(id).addEventListener("click", () => {
      if (id !== "play" && timer) stop();
      actions[id]();
    });
  }

  element("slider").max = positions.length - 1;
  element("slider").addEventListener("input", event => {
    if (timer) stop();
    go(Number(event.target.value));
  });

  function toggleKeys(isShown) {
    element("keys").hidden = !isShown;
    element("keys-button").setAttribute("aria-expanded", isShown);
  }

  element("keys-button").addEventListener("click", () => toggleKeys(element("keys").hidden));

  // ---- the address holds the place, so that a link can lead to it

  function remember() {
    try {
      history.replaceState(null, "", `#${here + 1}`);
    } catch {
      // A page inside another one may have no address.
    }
  }

  const place = Number(location.hash.slice(1));
  go(Number.isInteger(place) && place > 0 ? place - 1 : 0);
  window.addEventListener("hashchange", () => {
    const changed = Number(location.hash.slice(1));
    if (changed > 0 && changed - 1 !== here) go(changed - 1);
  });
})();
