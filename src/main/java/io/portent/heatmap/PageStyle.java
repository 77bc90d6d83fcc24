package io.portent.heatmap;

/** The style sheet of a page. A text here and no file: a stage opens none. */
final class PageStyle {
    static final String TEXT = """

            :root { --ink: #1c2430; --soft: #5a6675; --paper: #ffffff; --line: #d8dee6; --band: #f4f6f9; --mark: #000000; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6ebf2; --soft: #9fabba; --paper: #14181f; --line: #343c48; --band: #1c222b; --mark: #ffffff; }
            }
            body { margin: 0; padding: 1.25rem; background: var(--paper); color: var(--ink); font: 1rem/1.45 system-ui, sans-serif; }
            h1 { margin: 0; font-size: 1.35rem; overflow-wrap: anywhere; }
            header p { margin: .25rem 0 1rem; color: var(--soft); overflow-wrap: anywhere; max-width: 60rem; }
            .note { padding: .75rem 1rem; border-left: .25rem solid currentColor; background: var(--band); }
            .controls { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin-bottom: .75rem; }
            .controls label { display: inline-flex; align-items: center; gap: .5rem; font-size: .9rem; }
            select, input { font: inherit; accent-color: var(--ink); }
            select { padding: .15rem .3rem; color: var(--ink); background: var(--band); border: 1px solid var(--line); border-radius: .25rem; }
            input[type=range] { width: 9rem; }
            .frame { position: relative; }
            .box { overflow: auto; max-height: 68vh; border: 1px solid var(--line); }
            .box:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
            #space { min-width: 100%; }
            canvas { display: block; position: sticky; top: 0; left: 0; }
            .tip { position: absolute; z-index: 1; max-width: 18rem; padding: .35rem .6rem; background: var(--paper); color: var(--ink);
              border: 1px solid var(--soft); border-radius: .3rem; font-size: .85rem; white-space: pre-line; pointer-events: none;
              box-shadow: 0 2px 8px rgba(0, 0, 0, .25); overflow-wrap: anywhere; }
            .tip[hidden] { display: none; }
            .said { margin: .6rem 0; padding: .3rem .6rem; background: var(--band); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
            .said:empty { visibility: hidden; }
            .legend { display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; align-items: center; margin-top: .6rem; font-size: .9rem; }
            .scale { display: inline-flex; align-items: center; gap: .5rem; }
            .bar { display: inline-block; width: 11rem; height: .9rem; border: 1px solid var(--line); }
            .key { display: inline-flex; align-items: center; gap: .4rem; }
            .swatch { display: inline-block; width: .9rem; height: .9rem; border: 1px solid var(--line); }
            .how { margin: .6rem 0 0; font-size: .85rem; color: var(--soft); max-width: 60rem; }
            @media (max-width: 44rem) {
              body { padding: .75rem; }
              .box { max-height: 60vh; }
              input[type=range] { width: 7rem; }
              .bar { width: 8rem; }
            }
            """;

    private PageStyle() {}
}
