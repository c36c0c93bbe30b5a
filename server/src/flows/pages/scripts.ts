/**
 * Small progressive scripts; every page works without them. Written without `& < > " '`, so that they pass through
 * escaping unchanged like the stylesheet (a test holds it).
 */

/** Lets styles show what only works with a script. */
export const markScripted = 'document.documentElement.classList.add(`scripted`);'

/** Shows and hides what was typed. Hidden again before it is sent, since browsers only save what they know as one. */
export const revealPassword = `
document.querySelectorAll(\`[data-reveals]\`).forEach(function(button){
var input=document.getElementById(button.dataset.reveals);
function show(visible){input.type=visible?\`text\`:\`password\`;
button.textContent=visible?button.dataset.hide:button.dataset.show;
button.setAttribute(\`aria-label\`,visible?button.dataset.hideLabel:button.dataset.showLabel)}
button.addEventListener(\`click\`,function(){show(input.type===\`password\`)});
input.form.addEventListener(\`submit\`,function(){show(false)})});`.replaceAll('\n', '')

/** A hint while typing: length counts, repetition does not. The server decides, by its own rules. */
export const measurePassword = `
document.querySelectorAll(\`[data-measures]\`).forEach(function(hint){
var input=document.getElementById(hint.dataset.measures),levels=[\`short\`,\`fair\`,\`good\`,\`strong\`];
input.addEventListener(\`input\`,function(){var length=input.value.length;
var counted=Math.min(length,new Set(input.value).size*2);
var level=Math.floor(length/input.minLength)?levels[Math.max(1,Math.min(3,Math.floor(counted/4)-1))]:levels[0];
hint.hidden=!length;hint.dataset.level=level;
hint.lastElementChild.textContent=hint.dataset[level]})});`.replaceAll('\n', '')
