namespace MusicGenre.MLNet.Evaluation.Reports.Html;

/// <summary>The page's style sheet: light and dark, narrow and wide.</summary>
internal static class Styles
{
    public const string Sheet = """
        :root {
          color-scheme: light dark;
          --page: #f6f5f2; --sheet: #ffffff; --ink: #1d2229; --soft: #59636f; --line: #dfe1e4;
          --accent: #1f6fb5; --heat: 17 85 148; --hot-ink: #ffffff; --good: #2b7d4f; --bad: #b4452c; --warn: #fff4dc; --warn-line: #d9a441;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #121417; --sheet: #1b1e23; --ink: #e7e9ec; --soft: #a0a9b4; --line: #333941;
            --accent: #6fb3ee; --heat: 47 118 186; --hot-ink: #ffffff; --good: #6cc492; --bad: #ec8a70; --warn: #33290f; --warn-line: #a67c22;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        main { max-width: 1120px; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin: 0 0 .5rem; }
        h3 { font-size: 1rem; margin: 0 0 .25rem; }
        p { margin: 0 0 .75rem; max-width: 72ch; overflow-wrap: anywhere; }
        a { color: var(--accent); }
        section { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.2rem; margin-top: 1rem; }
        .soft { color: var(--soft); }
        .small { font-size: .875rem; }
        .num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr)); gap: .75rem 1.25rem; margin: 1rem 0 0; }
        .facts div { border-top: 2px solid var(--line); padding-top: .4rem; }
        .facts dt { color: var(--soft); font-size: .875rem; }
        .facts dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
        .facts dd small { display: block; font-size: .8125rem; color: var(--soft); }
        .lead { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; margin: 1rem 0 .25rem; }
        .lead strong { font-size: 3rem; line-height: 1; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
        .range { position: relative; height: 1.9rem; margin: .5rem 0 1.4rem; max-width: 640px; }
        .range::before { content: ""; position: absolute; inset: .55rem 0 auto; height: .5rem; border-radius: .25rem; background: var(--line); }
        .range i { position: absolute; top: .55rem; height: .5rem; border-radius: .25rem; background: rgb(var(--heat) / .55); }
        .range b { position: absolute; top: .2rem; width: 3px; height: 1.2rem; margin-left: -1px; background: var(--accent); }
        .range u { position: absolute; top: .35rem; width: 1px; height: .9rem; background: var(--soft); }
        .range span { position: absolute; top: 1.45rem; font-size: .75rem; color: var(--soft); white-space: nowrap; }
        .warn { background: var(--warn); border-left: 4px solid var(--warn-line); border-radius: 4px; padding: .6rem .8rem; margin: .75rem 0 0; max-width: none; }
        .fine { border-left: 4px solid var(--good); padding: .2rem .8rem; margin: .75rem 0 0; }
        .scroll { overflow-x: auto; max-width: 100%; }
        table { border-collapse: collapse; font-size: .9375rem; }
        table.wide { width: 100%; }
        th { font-weight: 600; text-align: left; }
        .list th, .list td { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        .list thead th { color: var(--soft); font-size: .8125rem; vertical-align: bottom; }
        .list td { overflow-wrap: anywhere; }
        .name { max-width: 24rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .bar { display: block; height: .5rem; min-width: 3rem; border-radius: 2px; background: linear-gradient(to right, rgb(var(--heat)) calc(var(--s) * 100%), var(--line) 0); }
        .matrix { font-size: .8125rem; border-spacing: 0; border-collapse: separate; }
        .matrix td { width: 3.1rem; min-width: 2.1rem; height: 2.4rem; padding: 0 .15rem; text-align: center; border: 1px solid var(--sheet);
          font-variant-numeric: tabular-nums; background: linear-gradient(rgb(var(--heat) / var(--s)), rgb(var(--heat) / var(--s))), var(--page); }
        .many td { width: 1.75rem; min-width: 1.75rem; height: 1.75rem; padding: 0; }
        .matrix td.zero { color: var(--soft); }
        .matrix td.hot { color: var(--hot-ink); }
        .matrix td.hit { outline: 1.5px solid var(--ink); outline-offset: -3px; }
        .matrix th { font-weight: 500; padding: .15rem .5rem; }
        .matrix th[scope=row] { position: sticky; left: 0; background: var(--sheet); text-align: right; z-index: 1; max-width: 14rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .matrix th[scope=col] { padding: .35rem 0; vertical-align: top; }
        .matrix th[scope=col] span { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); max-height: 14rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .matrix caption { caption-side: bottom; text-align: left; color: var(--soft); padding-top: .3rem; }
        .pick { position: absolute; opacity: 0; }
        .tab { display: inline-block; padding: .2rem .8rem; margin: 0 .2rem .75rem 0; border: 1px solid var(--line); border-radius: 1rem; cursor: pointer; font-size: .875rem; }
        .pick:checked + .tab { background: rgb(var(--heat)); color: var(--hot-ink); border-color: transparent; }
        .pick:focus-visible + .tab { outline: 2px solid var(--accent); outline-offset: 2px; }
        #by-count:checked ~ .scroll .share, #by-share:checked ~ .scroll .count { display: none; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 290px), 1fr)); gap: 1rem 2rem; }
        .pair figure { margin: 0; max-width: 460px; }
        figcaption { font-size: .875rem; color: var(--soft); }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--soft); font-size: 11px; font-family: inherit; }
        .grid { stroke: var(--line); stroke-width: 1; }
        .axis { stroke: var(--soft); stroke-width: 1; }
        .ideal { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 3; }
        .fill { fill: rgb(var(--heat) / .8); }
        .gap { fill: none; stroke: var(--bad); stroke-width: 1.5; }
        .line { fill: none; stroke: var(--accent); stroke-width: 2; }
        .line.second { stroke: var(--bad); stroke-dasharray: 5 3; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 1rem; margin: 0; padding: 0; list-style: none; }
        .cards li { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; display: flex; flex-direction: column; }
        .cards img { display: block; width: 100%; height: 96px; object-fit: fill; background: #000004; }
        .cards .none { height: 96px; padding: .6rem .8rem; font-size: .8125rem; color: var(--soft); background: var(--page); overflow: auto; }
        .cards div.text { padding: .6rem .8rem; flex: 1; overflow-wrap: anywhere; }
        .cards audio { width: 100%; height: 36px; display: block; margin-top: .4rem; }
        .said { color: var(--bad); }
        .true { color: var(--good); }
        @media (max-width: 480px) {
          main { padding: 1rem .6rem 3rem; }
          section { padding: .9rem .8rem; }
          h1 { font-size: 1.4rem; }
          .lead strong { font-size: 2.4rem; }
          .facts { grid-template-columns: repeat(2, 1fr); }
          .matrix { font-size: .75rem; }
          .matrix td { width: 1.55rem; min-width: 1.55rem; height: 1.9rem; padding: 0; }
          .matrix th[scope=col] span { max-height: 8rem; }
          .name { max-width: 7.5rem; }
          .wide .spare { display: none; }
          .matrix th[scope=row] { max-width: 5.2rem; padding: .15rem .35rem .15rem 0; }
          .settings td, .settings th { display: block; padding: .1rem 0; border: 0; }
          .settings td { border-bottom: 1px solid var(--line); padding-bottom: .4rem; }
        }
        @media print { section { break-inside: avoid; } .cards audio { display: none; } }
        """;
}
