// Moves and scales the drawings of a page, each within its frame. The picture stays vector graphics: what changes is its viewBox.
"use strict";
(() => {
  const margin = 8;
  const titleMargin = 12;
  const smallestWhole = 0.5;
  const readable = 0.65;

  class Viewport {
    constructor(frame) {
      this.frame = frame;
      this.pointers = new Map();
      frame.addEventListener("wheel", event => this.wheel(event), { passive: false });
      frame.addEventListener("pointerdown", event => this.down(event));
      frame.addEventListener("pointermove", event => this.move(event));
      for (const type of ["pointerup", "pointercancel"]) frame.addEventListener(type, event => this.up(event));
      frame.addEventListener("keydown", event => this.key(event));
      for (const button of frame.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => this.press(button.dataset.zoom));
      this.titles = [...frame.querySelectorAll(":scope > svg")].flatMap(svg => laneTitles(svg));
      new ResizeObserver(() => this.resized()).observe(frame);
      this.reset();
    }

    get svg() { return this.frame.querySelector("svg:not([hidden])"); }

    // The drawing's own size, which its viewBox gave before this script changed it.
    get size() {
      const svg = this.svg;
      return { width: Number(svg.getAttribute("width")), height: Number(svg.getAttribute("height")) };
    }

    get isShown() { return this.svg !== null && this.frame.clientWidth > 0 && this.frame.clientHeight > 0; }

    // Readable from its beginning: the whole, or as much of it as has room at a readable size.
    reset() {
      this.place(smallestWhole);
      this.isReset = true;
    }

    fit() { this.place(0); }

    place(smallestWhole) {
      if (!this.isShown) return;
      const { width, height } = this.size;
      const [across, down] = [this.frame.clientWidth / (width + 2 * margin), this.frame.clientHeight / (height + 2 * margin)];
      const whole = Math.min(across, down);
      this.scale = Math.min(1.25, whole >= smallestWhole ? whole : Math.max(Math.min(across, 1), readable));
      this.x = Math.min(-margin, (width - this.frame.clientWidth / this.scale) / 2);
      this.y = Math.min(-margin, (height - this.frame.clientHeight / this.scale) / 2);
      this.show();
    }

    resized() {
      if (this.isReset || this.scale === undefined) this.reset();
      else this.show();
    }

    show() {
      if (!this.isShown) return;
      const width = this.frame.clientWidth / this.scale;
      const height = this.frame.clientHeight / this.scale;
      this.svg.setAttribute("viewBox", `${this.x} ${this.y} ${width} ${height}`);
      this.frame.dataset.scale = this.scale.toFixed(3);
      for (const title of this.titles) title.follow(this.x, this.y);
    }

    zoom(factor, clientX, clientY) {
      const box = this.frame.getBoundingClientRect();
      const left = clientX === undefined ? box.width / 2 : clientX - box.left;
      const top = clientY === undefined ? box.height / 2 : clientY - box.top;
      const scale = Math.min(8, Math.max(0.05, this.scale * factor));
      this.x += left / this.scale - left / scale;
      this.y += top / this.scale - top / scale;
      this.scale = scale;
      this.isReset = false;
      this.show();
    }

    pan(right, down) {
      this.x += right / this.scale;
      this.y += down / this.scale;
      this.isReset = false;
      this.show();
    }

    // Moves the picture just so far that an element of it can be seen, with some room around.
    reveal(element) {
      if (!this.isShown || !element) return;
      const box = element.getBBox();
      const width = this.frame.clientWidth / this.scale;
      const height = this.frame.clientHeight / this.scale;
      const isVisible = box.x >= this.x && box.y >= this.y && box.x + box.width <= this.x + width && box.y + box.height <= this.y + height;
      if (isVisible) return;
      const room = Math.min(60, width / 8, height / 8);
      this.x = nearest(this.x, width, box.x - room, box.width + 2 * room);
      this.y = nearest(this.y, height, box.y - room, box.height + 2 * room);
      this.isReset = false;
      this.show();
    }

    press(action) {
      if (action === "fit") this.fit();
      else this.zoom(action === "in" ? 1.25 : 0.8);
    }

    wheel(event) {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      if (event.shiftKey) this.pan(event.deltaY * unit, 0);
      else this.zoom(Math.exp(-event.deltaY * unit / 500), event.clientX, event.clientY);
    }

    // A press on text is left to the browser, so that the text can be selected.
    down(event) {
      if (event.button !== 0 || event.target.closest("text, button")) return;
      this.frame.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, event);
    }

    move(event) {
      const before = this.pointers.get(event.pointerId);
      if (!before) return;
      const others = [...this.pointers.values()].filter(pointer => pointer.pointerId !== event.pointerId);
      if (others.length === 0) this.pan(before.clientX - event.clientX, before.clientY - event.clientY);
      else {
        const [other] = others;
        const distance = pointer => Math.hypot(pointer.clientX - other.clientX, pointer.clientY - other.clientY);
        if (distance(before) > 0) this.zoom(distance(event) / distance(before), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
      }

      this.pointers.set(event.pointerId, event);
    }

    up(event) { this.pointers.delete(event.pointerId); }

    key(event) {
      if (event.altKey || event.metaKey || event.target !== this.frame) return;
      if (event.key.startsWith("Arrow") ? !event.ctrlKey && this.frame.closest(".player") : event.ctrlKey) return;
      const step = 60;
      const actions = {
        "+": () => this.zoom(1.25), "=": () => this.zoom(1.25), "-": () => this.zoom(0.8), "0": () => this.fit(),
        ArrowLeft: () => this.pan(-step, 0), ArrowRight: () => this.pan(step, 0),
        ArrowUp: () => this.pan(0, -step), ArrowDown: () => this.pan(0, step),
      };
      if (!(event.key in actions)) return;
      actions[event.key]();
      event.preventDefault();
      event.stopPropagation();
    }
  }

  // The titles of lanes, above everything else, each of which stays in sight as long as its lane does.
  function laneTitles(svg) {
    const layer = document.createElementNS(svg.namespaceURI, "g");
    layer.setAttribute("class", "lane-titles");
    svg.append(layer);
    return [...svg.querySelectorAll(".lane")].filter(lane => lane.querySelector("text")).map(lane => {
      const [rect, text] = [lane.querySelector("rect"), lane.querySelector("text")];
      const [left, top, width, height] = ["x", "y", "width", "height"].map(name => Number(rect.getAttribute(name)));
      const [x, y] = [Number(text.getAttribute("x")), Number(text.getAttribute("y"))];
      const isColumn = y - top < 30;
      layer.append(text);
      return {
        follow(viewX, viewY) {
          const right = isColumn ? 0 : Math.min(Math.max(0, viewX + titleMargin - x), width - (x - left) * 2);
          const down = isColumn ? Math.min(Math.max(0, viewY + 2 * titleMargin - y), height - (y - top) * 2) : 0;
          text.setAttribute("transform", `translate(${right} ${down})`);
        },
      };
    });
  }

  function nearest(start, length, first, extent) {
    if (extent >= length || first < start) return first;
    return first + extent > start + length ? first + extent - length : start;
  }

  window.stateflowViewports = [...document.querySelectorAll(".viewport")].map(frame => new Viewport(frame));
  window.addEventListener("beforeprint", () => {
    for (const viewport of window.stateflowViewports) {
      const { width, height } = viewport.svg ? viewport.size : { width: 0, height: 0 };
      viewport.svg?.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  });
  window.addEventListener("afterprint", () => window.stateflowViewports.forEach(viewport => viewport.show()));
})();
