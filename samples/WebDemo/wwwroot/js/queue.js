// The songs: what becomes of each, and their list on the page.
import { Problem, send } from './api.js';
import { element, mebibytes, percent } from './format.js';

const AT_ONCE = 2;

export class Queue extends EventTarget {
  #songs = [];
  #list;
  #limits;
  #next = 1;

  constructor(list, limits) {
    super();
    this.#list = list;
    this.#limits = limits;
  }

  get songs() {
    return this.#songs;
  }

  add(files) {
    const added = [...files].map((file) => this.#make(file));
    this.#songs.push(...added);
    for (const song of added) this.#list.append(song.row);
    this.#pump();
    return added;
  }

  remove(song) {
    song.stop.abort();
    if (song.url) URL.revokeObjectURL(song.url);
    this.#songs = this.#songs.filter((other) => other !== song);
    song.row.remove();
    this.#pump();
  }

  again(song) {
    song.stop = new AbortController();
    this.#set(song, { state: 'waiting', problem: null, share: 0 });
    this.#pump();
  }

  mark(current) {
    for (const song of this.#songs) {
      song.row.classList.toggle('current', song === current);
      if (song === current) song.open.setAttribute('aria-current', 'true');
      else song.open.removeAttribute('aria-current');
    }
  }

  #make(file) {
    const song = { id: this.#next++, file, name: file.name, state: 'waiting', share: 0, why: new Map(), stop: new AbortController() };
    song.label = element('span', { className: 'song-state', text: 'Waiting' });
    song.open = element('button', { type: 'button', className: 'song-open' },
      element('span', { className: 'song-name', text: song.name, title: song.name }), song.label);
    song.bar = element('div', { className: 'progress', role: 'progressbar', 'aria-label': `Progress of ${song.name}` }, element('div'));
    const remove = element('button', { type: 'button', className: 'song-remove', text: '×', 'aria-label': `Remove ${song.name}` });
    song.row = element('li', { className: 'song', 'data-state': 'waiting' }, song.open, remove, song.bar);
    song.open.addEventListener('click', () => this.#tell('open', song));
    remove.addEventListener('click', () => this.#tell('remove', song));
    return song;
  }

  #pump() {
    const busy = this.#songs.filter((song) => song.state === 'working').length;
    for (const song of this.#songs.filter((one) => one.state === 'waiting').slice(0, Math.max(0, AT_ONCE - busy))) this.#work(song);
  }

  async #work(song) {
    this.#set(song, { state: 'working', text: 'Uploading' });
    try {
      if (this.#limits && song.file.size > this.#limits.maxUploadBytes)
        throw new Problem(413, 'too-large', `The file has ${mebibytes(song.file.size)}, and the server takes at most ${
          mebibytes(this.#limits.maxUploadBytes)}. Send a shorter or a compressed one.`);
      const answer = await send('classify?spectrogram=true', song.file, song.stop.signal, {
        onProgress: (share) => this.#set(song, { share, text: share < 1 ? `Uploading, ${Math.floor(100 * share)} %` : 'Listening' }),
        onWait: (seconds) => this.#set(song, { share: 0, text: `Server busy, again in ${seconds} s` }),
      });
      this.#set(song, { state: 'done', answer });
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.#set(song, { state: 'failed', problem: error instanceof Problem ? error : new Problem(0, 'error', String(error)) });
    }
    this.#pump();
  }

  #set(song, changes) {
    const before = song.state;
    Object.assign(song, changes);
    song.row.dataset.state = song.state;
    song.label.textContent = this.#describe(song);
    const isWorking = song.state === 'working';
    song.bar.hidden = !isWorking;
    setProgress(song.bar, song.share);
    this.#tell(before === song.state ? 'progress' : 'change', song);
  }

  #describe(song) {
    if (song.state === 'done') return song.answer.isUnknown ? 'Unknown' : `${song.answer.genre}, ${percent(song.answer.confidence)}`;
    if (song.state === 'failed') return song.problem.title;
    return song.state === 'waiting' ? 'Waiting' : song.text;
  }

  #tell(type, song) {
    this.dispatchEvent(Object.assign(new Event(type), { song }));
  }
}

/** Shows a share of 0 to 1; once all is sent, how long it still takes is not known. */
export function setProgress(bar, share) {
  bar.classList.toggle('busy', share >= 1);
  bar.firstElementChild.style.width = share < 1 ? `${100 * share}%` : '';
  if (share < 1) bar.setAttribute('aria-valuenow', Math.round(100 * share));
  else bar.removeAttribute('aria-valuenow');
}
