// The song second by second: player, spectrogram, taggram, and the playhead over both.
import { clock, element, hertz, percent, shortPercent } from './format.js';
import { onSchemeChange } from './colors.js';
import { paintSpectrogram, Pictures } from './spectrogram.js';
import { paintTaggram, ROWS } from './taggram.js';

const STEP = 5;
const $ = (id) => document.getElementById(id);

export class Stage extends EventTarget {
  #audio = new Audio();
  #answer = null;
  #pictures = null;
  #reasons = null;
  #time = 0;
  #canPlay = true;

  constructor() {
    super();
    this.#audio.addEventListener('error', () => this.#setPlayable(!this.#audio.getAttribute('src')));
    for (const event of ['play', 'pause', 'ended']) this.#audio.addEventListener(event, () => this.#showState());
    $('play').addEventListener('click', () => this.#toggle());
    $('track').addEventListener('keydown', (e) => this.#key(e));
    $('track').addEventListener('pointerdown', (e) => this.#drag(e));
    $('track').addEventListener('pointermove', (e) => { if (e.buttons & 1) this.#drag(e); });
    new ResizeObserver(() => this.#paint()).observe($('stage'));
    onSchemeChange(() => this.#paint());
  }

  /** The part of the song at the playhead. */
  get part() {
    const parts = this.#answer.taggram;
    return parts.findLast((part) => part.start <= this.#time + 1e-6) ?? parts[0];
  }

  /** Whether the song is neither untouched nor at its end. */
  get isInside() {
    return this.#time > 0 && this.#time < this.#answer.seconds;
  }

  async open(song) {
    this.close();
    const answer = song.answer;
    this.#answer = answer;
    this.#setPlayable(true);
    song.url ??= URL.createObjectURL(song.file);
    this.#audio.src = song.url;
    $('length').textContent = ` / ${clock(answer.seconds)}`;
    $('track').setAttribute('aria-valuemax', Math.floor(answer.seconds));
    $('names').replaceChildren(...answer.genres.slice(0, ROWS).map(({ genre }) => element('span', { text: genre })));
    $('values').replaceChildren(...answer.genres.slice(0, ROWS).map(() => element('span')));
    this.#fillAxes(answer);
    this.#move(0);
    const pictures = await Pictures.of(answer.spectrogram);
    if (answer !== this.#answer) return;
    this.#pictures = pictures;
    this.#paint();
    $('stage').dataset.drawn = 'true';
  }

  close() {
    this.#audio.pause();
    this.#audio.removeAttribute('src');
    this.#audio.load();
    [this.#answer, this.#pictures, this.#reasons, this.#time] = [null, null, null, 0];
    delete $('stage').dataset.drawn;
  }

  explain(reasons) {
    this.#reasons = reasons;
    this.#paint();
  }

  seek(seconds) {
    const time = Math.max(0, Math.min(this.#answer.seconds, seconds));
    if (this.#canPlay && Number.isFinite(this.#audio.duration)) this.#audio.currentTime = Math.min(time, this.#audio.duration);
    this.#move(time);
  }

  async #toggle() {
    if (!this.#audio.paused) {
      this.#audio.pause();
      return;
    }
    if (this.#time >= this.#answer.seconds - 0.05) this.seek(0);
    try {
      await this.#audio.play();
      this.#follow();
    } catch {
      this.#showState();
    }
  }

  #follow() {
    if (!this.#answer) return;
    this.#move(this.#audio.ended ? this.#answer.seconds : this.#audio.currentTime);
    if (!this.#audio.paused) requestAnimationFrame(() => this.#follow());
  }

  #key(e) {
    const page = Math.max(STEP, this.#answer.seconds / 10);
    const targets = {
      ArrowRight: this.#time + STEP, ArrowUp: this.#time + STEP, ArrowLeft: this.#time - STEP, ArrowDown: this.#time - STEP,
      PageUp: this.#time + page, PageDown: this.#time - page, Home: 0, End: this.#answer.seconds,
    };
    if (e.key === ' ') this.#toggle();
    else if (e.key in targets) this.seek(targets[e.key]);
    else return;
    e.preventDefault();
  }

  #drag(e) {
    const box = $('track').getBoundingClientRect();
    if (e.type === 'pointerdown') $('track').setPointerCapture(e.pointerId);
    this.seek(((e.clientX - box.left) / box.width) * this.#answer.seconds);
  }

  #move(time) {
    const answer = this.#answer;
    this.#time = Math.min(time, answer.seconds);
    const part = this.part;
    const best = part.probabilities.indexOf(Math.max(...part.probabilities));
    const here = `${answer.genres[best].genre} ${percent(part.probabilities[best])}`;
    $('now').textContent = clock(this.#time);
    $('here').textContent = here;
    $('head').style.left = `${(100 * this.#time) / answer.seconds}%`;
    $('track').setAttribute('aria-valuenow', Math.floor(this.#time));
    $('track').setAttribute('aria-valuetext', `${clock(this.#time)} of ${clock(answer.seconds)}, here ${here}`);
    [...$('values').children].forEach((cell, row) => {
      cell.textContent = shortPercent(part.probabilities[row]);
      cell.classList.toggle('top', row === best);
      $('names').children[row].classList.toggle('top', row === best);
    });
    this.#paint();
    this.dispatchEvent(new Event('move'));
  }

  #paint() {
    if (!this.#answer) return;
    // Untouched, the picture is whole; then it is painted as the song is heard.
    const heard = this.isInside ? this.#time / this.#answer.seconds : 1;
    if (this.#pictures) paintSpectrogram($('spectrogram'), this.#pictures, this.#answer, heard, this.#reasons);
    paintTaggram($('taggram'), this.#answer, this.part);
  }

  #showState() {
    const isPlaying = !this.#audio.paused && !this.#audio.ended;
    $('answer').classList.toggle('playing', isPlaying);
    $('play').setAttribute('aria-label', isPlaying ? 'Pause' : 'Play');
  }

  #setPlayable(canPlay) {
    this.#canPlay = canPlay;
    $('play').disabled = !canPlay;
    $('unplayable').hidden = canPlay;
  }

  #fillAxes(answer) {
    $('hertz').replaceChildren(...(answer.spectrogram?.ticks ?? []).filter(({ hertz: f }) => f !== 100).map(({ hertz: f, at }) => {
      const tick = element('span', { text: hertz(f) });
      tick.style.bottom = `${100 * at}%`;
      return tick;
    }));
    const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800];
    const step = steps.find((seconds) => answer.seconds / seconds <= 7) ?? 3600;
    $('seconds').replaceChildren(...Array.from({ length: Math.floor(answer.seconds / step) + 1 }, (_, i) => i * step)
      .filter((at) => at / answer.seconds < 0.97).map((at) => {
        const tick = element('span', { text: clock(at) });
        tick.style.left = `${(100 * at) / answer.seconds}%`;
        return tick;
      }));
  }
}
