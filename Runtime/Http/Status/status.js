'use strict';

// Polls what the engine has done and shows how much of it was done in between.
const interval = 1000;
const state = document.getElementById('state');
const counters = ['requests', 'failures', 'pending', 'entities', 'batches', 'conflicts'];
const edges = new Map([...document.querySelectorAll('main .edge')].map(edge => [`${edge.dataset.from} ${edge.dataset.to}`, edge]));
let last = null;

const vertex = name => name === 'ingress' || name === 'egress' ? name : `operator ${name}`;
const count = number => number.toLocaleString('en');
const perSecond = rate => rate >= 10 || rate === 0 ? count(Math.round(rate)) : rate.toFixed(1);

function label(edge) {
    const known = edge.querySelector('text.rate');
    if (known) return known;
    const path = edge.querySelector('path');
    const middle = path.getPointAtLength(path.getTotalLength() / 2);
    const calls = [...edge.querySelectorAll('text.label')].at(-1);
    const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    text.setAttribute('class', 'rate');
    // The names of the calls stand above the arrow where there is room; the middle may be behind a vertex.
    text.setAttribute('x', calls?.getAttribute('x') ?? middle.x);
    text.setAttribute('y', (calls ? Number(calls.getAttribute('y')) + 6 : middle.y) + 14);
    edge.append(text);
    return text;
}

function show(now) {
    for (const name of counters) document.getElementById(name).textContent = count(now[name]);
    state.textContent = now.fault ?? 'running';
    state.classList.toggle('wrong', now.fault !== null);
    const seconds = last === null ? 0 : (now.time - last.time) / 1000;
    const rate = (after, before) => seconds > 0 ? Math.max(0, after - before) / seconds : 0;
    document.getElementById('rate').textContent = perSecond(rate(now.requests, last?.requests ?? 0));
    const before = new Map((last?.edges ?? []).map(edge => [`${edge.source} ${edge.target}`, edge.events]));
    for (const { source, target, events } of now.edges) {
        const edge = edges.get(`${vertex(source)} ${vertex(target)}`);
        if (!edge) continue;
        const flow = rate(events, before.get(`${source} ${target}`) ?? 0);
        edge.classList.toggle('busy', flow > 0);
        label(edge).textContent = events === 0 ? '' : `${perSecond(flow)}/s`;
    }

    last = now;
}

async function poll() {
    try {
        const answer = await fetch('statistics', { cache: 'no-store' });
        if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
        show({ ...await answer.json(), time: performance.now() });
    } catch (error) {
        state.textContent = `no connection: ${error.message}`;
        state.classList.add('wrong');
    }

    setTimeout(poll, interval);
}

poll();
