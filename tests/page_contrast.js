// Every visible text whose contrast with its ground is less than the argument (WCAG 1.4.3).
const least = arguments[0];
const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
const channel = (v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const over = (top, ground) => {
  const alpha = top[3] ?? 1;
  return ground.map((under, n) => alpha * top[n] + (1 - alpha) * under);
};
function ground(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) layers.push(parts(getComputedStyle(at).backgroundColor));
  return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
}
function opacity(element) {
  let found = 1;
  for (let at = element; at; at = at.parentElement) found *= Number(getComputedStyle(at).opacity);
  return found;
}
const weak = [];
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!own || !element.checkVisibility({ opacityProperty: true, contentVisibilityAuto: true })) continue;
  if (element.closest(".vh, .icons, script, noscript, option, title, desc")) continue;
  const style = getComputedStyle(element);
  const under = ground(element);
  const ink = parts(element.closest("svg") ? style.fill : style.color);
  const [one, two] = [over([...ink.slice(0, 3), (ink[3] ?? 1) * opacity(element)], under), under].map(light);
  const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  if (ratio < least) weak.push([element.textContent.trim().slice(0, 40), style.color, ratio.toFixed(2)]);
}
return weak;
