// Shows the answer for one song: the genre, the ranking, and the song second by second.
import { send } from './api.js';
import { clock, element, percent } from './format.js';
import { Stage } from './stage.js';

const SHOWN = 5;
const MOMENTS = 6;
const $ = (id) => document.getElementById(id);

export class AnswerView {
  unknownBelow = 0;
  #announce;
  #song = null;
  #stage = new Stage();
  #ticks = [];

  constructor(announce) {
    this.#announce = announce;
    $('all').addEventListener('click', () => this.#showAll($('all').getAttribute('aria-expanded') !== 'true'));
    $('why').addEventListener('click', () => this.#toggleWhy($('why').getAttribute('aria-pressed') !== 'true'));
    $('why-genre').addEventListener('change', () => this.#toggleWhy(true));
    this.#stage.addEventListener('move', () => this.#follow());
  }

  show(song) {
    if (song === this.#song) return;
    this.#song = song;
    const answer = song.answer;
    $('song').textContent = `${song.name}, ${clock(answer.seconds)}`;
    $('genre').textContent = answer.isUnknown ? 'Unknown' : answer.genre;
    $('genre').classList.toggle('soft', answer.isUnknown);
    $('answer').classList.toggle('unknown', answer.isUnknown);
    $('sure').replaceChildren(...this.#sureness(answer));
    $('ranking-title').textContent = answer.isUnknown ? 'Closest' : 'Most probable';
    this.#fillBars(answer);
    $('why-genre').replaceChildren(...answer.genres.map(({ genre }) => element('option', { text: genre, value: genre })));
    this.#hideWhy();
    this.#stage.open(song);
  }

  leave() {
    this.#song = null;
    this.#stage.close();
  }

  #sureness(answer) {
    const share = element('strong', { text: percent(answer.confidence) });
    if (answer.isUnknown)
      return ['Nothing fits well. ', element('strong', { text: answer.genre }), ' comes closest with ', share,
        answer.confidence < this.unknownBelow
          ? `; below ${percent(this.unknownBelow)} no genre is believed.` : ', but it sounds like nothing the model knows.'];
    const second = answer.genres[1];
    return second ? [share, ` sure. Next comes ${second.genre} with ${percent(second.probability)}.`] : [share, ' sure.'];
  }

  #fillBars(answer) {
    this.#ticks = [];
    $('bars').replaceChildren(...answer.genres.map(({ genre, probability }) => {
      const fill = element('div', { className: 'fill' });
      const tick = element('div', { className: 'tick' });
      fill.style.width = `${100 * probability}%`;
      this.#ticks.push(tick);
      return element('li', { className: 'bar' }, element('span', { text: genre }), element('span', { text: percent(probability) }),
        element('div', { className: 'rail', 'aria-hidden': 'true' }, fill, tick));
    }));
    $('all').hidden = answer.genres.length <= SHOWN;
    this.#showAll(false);
  }

  #showAll(isAll) {
    const rows = [...$('bars').children];
    rows.forEach((row, place) => { row.hidden = !isAll && place >= SHOWN; });
    $('all').setAttribute('aria-expanded', isAll);
    $('all').textContent = isAll ? 'Show fewer' : `Show all ${rows.length} genres`;
  }

  // Marks on the bars show how it is at the playhead.
  #follow() {
    const part = this.#stage.part;
    $('answer').classList.toggle('moving', this.#stage.isInside);
    this.#ticks.forEach((tick, place) => { tick.style.left = `${100 * part.probabilities[place]}%`; });
  }

  async #toggleWhy(isOn) {
    if (!isOn) {
      this.#hideWhy();
      return;
    }
    const song = this.#song;
    const genre = $('why-genre').value;
    $('why').setAttribute('aria-pressed', 'true');
    $('why').textContent = 'Looking …';
    this.#announce(`Looking for what speaks for ${genre}`);
    try {
      if (!song.why.has(genre))
        song.why.set(genre, await send(`explain?genre=${encodeURIComponent(genre)}`, song.file, song.stop.signal));
      if (song === this.#song && genre === $('why-genre').value) this.#showWhy(song.why.get(genre));
    } catch (error) {
      if (song !== this.#song) return;
      this.#hideWhy();
      this.#announce(`No explanation: ${error.message}`);
    }
  }

  #showWhy(reasons) {
    $('why').textContent = 'Why?';
    $('reasons').hidden = false;
    $('why-title').textContent = `Why ${reasons.genre}?`;
    const strongest = reasons.moments.filter((moment) => moment.words !== 'neither')
      .sort((a, b) => Math.abs(b.evidence) - Math.abs(a.evidence)).slice(0, MOMENTS).sort((a, b) => a.start - b.start);
    $('moments').replaceChildren(...strongest.map((moment) => this.#moment(moment)));
    this.#stage.explain(reasons);
    this.#announce(strongest.length === 0 ? `No moment alone speaks for or against ${reasons.genre}`
      : `Why ${reasons.genre}: ${strongest.map((m) => `${clock(m.start)} ${m.words}`).join(', ')}`);
  }

  #moment(moment) {
    const jump = element('button', { type: 'button' }, element('b', { text: `${clock(moment.start)} to ${clock(moment.end)}` }), moment.words);
    jump.addEventListener('click', () => this.#stage.seek(moment.start));
    return element('li', { className: moment.evidence < 0 ? 'against' : 'for' }, jump);
  }

  #hideWhy() {
    $('why').setAttribute('aria-pressed', 'false');
    $('why').textContent = 'Why?';
    $('reasons').hidden = true;
    this.#stage.explain(null);
  }
}
