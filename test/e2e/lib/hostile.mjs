// Texts that want to be more than text. Each calls ran() where somebody takes it for markup, for a
// script, for a template, or for an address that may be followed.
const call = "ran()";

const handlers = ["onerror", "onload", "onclick", "onmouseover", "onfocus", "ontoggle", "onpointerenter", "onanimationstart", "onbegin", "oncanplay"];

const elements = [
  (on) => `<img src=x ${on}=${call}>`,
  (on) => `<img src="x" ${on}="${call}">`,
  (on) => `<IMG SRC=x ${on.toUpperCase()}=${call}>`,
  (on) => `<svg ${on}=${call}>`,
  (on) => `<svg><g ${on}=${call}></g></svg>`,
  (on) => `<body ${on}=${call}>`,
  (on) => `<details open ${on}=${call}>x</details>`,
  (on) => `<input autofocus ${on}=${call}>`,
  (on) => `<video src=x ${on}=${call}></video>`,
  (on) => `<audio src=x ${on}=${call}></audio>`,
  (on) => `<iframe ${on}=${call}></iframe>`,
  (on) => `<object data=x ${on}=${call}></object>`,
  (on) => `<marquee ${on}=${call}>x</marquee>`,
  (on) => `<style>@keyframes x{}</style><b style="animation:x 1s" ${on}="${call}">x</b>`,
  (on) => `<math><mi ${on}=${call}>x</mi></math>`,
];

const scripts = [
  `<script>${call}</script>`, `<SCRIPT>${call}</SCRIPT>`, `<script src="data:text/javascript,${call}"></script>`,
  `<script/x>${call}</script>`, `<scr<script>ipt>${call}</scr</script>ipt>`, `<svg><script>${call}</script></svg>`,
  `<script>/*</script><script>*/${call}</script>`, `<script type=module>${call}</script>`, `<template><script>${call}</script></template>`,
  `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`, `<iframe src="javascript:parent.${call}"></iframe>`,
  `<embed src="javascript:${call}">`, `<object data="javascript:${call}"></object>`, `<base href="javascript:${call}//">`,
  `<meta http-equiv=refresh content="0;url=javascript:${call}">`, `<link rel=import href="data:text/html,<script>${call}</script>">`,
  `<form action="javascript:${call}"><button>x</button></form>`, `<button formaction="javascript:${call}">x</button>`,
  `<svg><a xlink:href="javascript:${call}"><text y=20>x</text></a></svg>`, `<svg><use href="data:image/svg+xml,<svg id=x onload=${call}></svg>#x"/></svg>`,
  `<svg><animate attributeName=href values="javascript:${call}"/></svg>`, `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
  `<xmp><p title="</xmp><img src=x onerror=${call}>">`, `<textarea></textarea><img src=x onerror=${call}>`, `<title></title><img src=x onerror=${call}>`,
  `<!--><img src=x onerror=${call}>-->`, `<![CDATA[<img src=x onerror=${call}>]]>`, `<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml"><script>${call}</script></x>`,
  `&lt;img src=x onerror=${call}&gt;`, `&#60;img src=x onerror=${call}&#62;`, `\\u003cimg src=x onerror=${call}\\u003e`, `%3Cimg%20src=x%20onerror=${call}%3E`,
  `＜img src=x onerror=${call}＞`, `<img src=x onerror=${call}//`, `<img src=\`x\` onerror=${call}>`, `<img/src=x/onerror=${call}>`,
  `{{constructor.constructor('${call}')()}}`, `\${${call}}`, `<%= ${call} %>`, `#{${call}}`, `{{{${call}}}}`, `$t(${call})`, `{{- ${call} }}`,
  `__proto__`, `constructor`, `toString`, `[object Object]`, `{"type":"text","nodes":[]}`,
];

const addresses = [
  `javascript:${call}`, `JaVaScRiPt:${call}`, `java\tscript:${call}`, `javascript&colon;${call}`, `  javascript:${call}`, `javascript://x%0a${call}`,
  `vbscript:${call}`, `data:text/html,<script>opener.${call}</script>`, `data:text/html;base64,PHNjcmlwdD5vcGVuZXIucmFuKCk8L3NjcmlwdD4=`,
  `blob:x`, `file:///etc/passwd`, `https://x" onmouseover="${call}`, `https://x' onmouseover='${call}`, `https://x/><img src=x onerror=${call}>`,
  `https://[::1"]onerror=${call}`, `//x/${call}`, `\\\\x\\${call}`, `https:javascript:${call}`, `http://javascript:${call}`, `mailto:x"onclick="${call}`,
];

/** What a reader of Markdown would make of it. */
const marked = addresses.flatMap((a) => [`[x](${a})`, `![x](${a})`, `<${a}>`, `[x]: ${a}`, `**[x](${a})**`]);

const frames = [
  (p) => p, (p) => `"${p}`, (p) => `'>${p}`, (p) => `">${p}`, (p) => `</p></div>${p}`, (p) => `-->${p}`, (p) => `</script>${p}`, (p) => `</textarea>${p}`,
  (p) => `\`\`\`${p}\`\`\``, (p) => `\`${p}\``, (p) => `> ${p}`, (p) => `- ${p}`,
];

const core = [...elements.flatMap((make) => handlers.map(make)), ...scripts, ...addresses, ...marked];
const framed = frames.slice(1).flatMap((frame) => [...scripts.slice(0, 20), elements[0]("onerror"), elements[3]("onload")].map(frame));

/** Every payload, once. The server refuses control characters, so what has one is left to the parsers' own tests. */
export const payloads = [...new Set([...core, ...framed])].filter((p) => !/[\u0000-\u0008\u000b-\u001f]/.test(p));

/** Makes the page count what runs, whatever the policy would have stopped. */
export async function watchRuns(page) {
  await page.addInitScript(() => {
    window.ran = () => { window.runs = (window.runs ?? 0) + 1; };
  });
  page.on("dialog", (d) => { page.faults.push(`dialog: ${d.message()}`); void d.dismiss(); });
}

/** What the page holds that no text may make: each found thing in words. */
export const found = (page) => page.evaluate(() => {
  const out = [];
  if (window.runs) out.push(`${window.runs} payloads ran`);
  for (const el of document.querySelectorAll("*")) {
    for (const { name, value } of el.attributes) {
      if (name.startsWith("on")) out.push(`<${el.localName} ${name}>`);
      if (/^(href|src|action|formaction|xlink:href|srcdoc|data)$/.test(name) && /^\s*(javascript|vbscript|data:text)/i.test(value)) out.push(`<${el.localName} ${name}=${value}>`);
    }
    if (["iframe", "object", "embed", "base", "marquee", "math", "xmp", "form"].includes(el.localName) && el.closest("[data-own]") === null) out.push(`<${el.localName}>`);
    if (el.localName === "script" && !/^\/(assets\/|theme\.js)/.test(el.getAttribute("src") ?? "")) out.push(`<script>${el.textContent.slice(0, 40)}`);
  }
  return [...new Set(out)];
});
