// Wires the page together: files in, songs in the queue, one of them shown.
import { about } from './api.js';
import { drawMotif } from './motif.js';
import { Queue, setProgress } from './queue.js';
import { Recorder } from './recorder.js';
import { AnswerView } from './answer.js';
import { mebibytes, percent } from './format.js';

const $ = (id) => document.getElementById(id);
const announce = (text) => { $('status').textContent = text; };

const view = new AnswerView(announce);
let queue = null;
let current = null;
let early = [];

function take(files) {
  if (files.length === 0) return;
  if (!queue) {
    early.push(...files);
    return;
  }
  const added = queue.add(files);
  announce(added.length === 1 ? `Uploading ${added[0].name}` : `Uploading ${added.length} songs`);
  show(added[0], false);
}

function show(song, moveFocus) {
  current = song;
  document.body.dataset.view = queue.songs.length > 0 ? 'songs' : 'empty';
  $('queue').hidden = queue.songs.length === 0;
  $('result').hidden = !song;
  queue.mark(song);
  $('waiting').hidden = !song || song.state === 'done' || song.state === 'failed';
  $('trouble').hidden = song?.state !== 'failed';
  $('answer').hidden = song?.state !== 'done';
  if (song?.state === 'done') view.show(song);
  else view.leave();
  if (song?.state === 'failed') showTrouble(song);
  if (song) showWaiting(song);
  if (!song) drawMotif($('motif'));
  if (moveFocus && song?.state === 'done') $('genre').focus();
  if (moveFocus && song?.state === 'failed') $('trouble-title').focus();
}

function showWaiting(song) {
  $('waiting-name').textContent = song.name;
  $('waiting-text').textContent = song.state === 'waiting' ? 'Waiting …' : `${song.text} …`;
  setProgress($('waiting-progress'), song.share);
}

function showTrouble(song) {
  $('trouble-name').textContent = song.name;
  $('trouble-title').textContent = song.problem.title;
  $('trouble-detail').textContent = song.problem.message;
  $('again').hidden = !song.problem.mayPass;
}

function finished(song) {
  const left = queue.songs.filter((one) => one.state === 'waiting' || one.state === 'working').length;
  const more = left > 0 ? `. ${left} more to go` : '';
  if (song.state === 'failed') announce(`${song.name}: ${song.problem.title}. ${song.problem.message}${more}`);
  if (song.state === 'done')
    announce(song.answer.isUnknown
      ? `${song.name}: unknown, closest to ${song.answer.genre} with ${percent(song.answer.confidence)}${more}`
      : `${song.name}: ${song.answer.genre}, ${percent(song.answer.confidence)}${more}`);
}

function listen(songs) {
  songs.addEventListener('open', ({ song }) => show(song, true));
  songs.addEventListener('progress', ({ song }) => { if (song === current) showWaiting(song); });
  songs.addEventListener('change', ({ song }) => {
    if (song === current) show(song, false);
    finished(song);
  });
  songs.addEventListener('remove', ({ song }) => {
    const place = songs.songs.indexOf(song);
    songs.remove(song);
    announce(`${song.name} removed`);
    const neighbour = songs.songs[Math.min(place, songs.songs.length - 1)] ?? null;
    show(song === current ? neighbour : current, false);
    (neighbour?.open ?? $('files')).focus();
  });
}

function acceptDrops() {
  const isFiles = (e) => e.dataTransfer?.types.includes('Files');
  addEventListener('dragover', (e) => {
    if (!isFiles(e)) return;
    e.preventDefault();
    document.body.classList.add('dragging');
  });
  addEventListener('dragleave', (e) => { if (!e.relatedTarget) document.body.classList.remove('dragging'); });
  addEventListener('drop', (e) => {
    if (!isFiles(e)) return;
    e.preventDefault();
    document.body.classList.remove('dragging');
    take(e.dataTransfer.files);
  });
}

$('files').addEventListener('change', (e) => {
  take([...e.target.files]);
  e.target.value = '';
});
$('again').addEventListener('click', () => {
  queue.again(current);
  announce(`Trying ${current.name} again`);
});
$('clear').addEventListener('click', () => {
  for (const song of [...queue.songs]) queue.remove(song);
  show(null, false);
  announce('All songs removed');
  $('files').focus();
});
new Recorder((file) => take([file]), announce).attach($('record'));
acceptDrops();
drawMotif($('motif'));

try {
  const limits = await about();
  $('promise').textContent = `${limits.genres.length} genres. Nothing of your music is kept.`;
  $('hint').textContent += `, up to ${mebibytes(limits.maxUploadBytes)} and ${Math.round(limits.maxSeconds / 60)} minutes`;
  view.unknownBelow = limits.unknownBelow;
  queue = new Queue($('songs'), limits);
} catch {
  queue = new Queue($('songs'), null);
}
listen(queue);
take(early);
document.body.dataset.ready = 'true';
