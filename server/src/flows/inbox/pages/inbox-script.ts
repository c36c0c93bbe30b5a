import { markScripted } from '#flows/pages'

/**
 * Copies codes, and fetches this very page again when the server says that mail came, keeping what was open and
 * focused. Under the same rule as all scripts of pages: none of `& < > " '`.
 */
export const inboxScript =
  markScripted +
  `
document.addEventListener(\`click\`,function(event){var button=event.target.closest(\`[data-copies]\`);
if(button)navigator.clipboard.writeText(button.dataset.copies).then(function(){button.textContent=button.dataset.copied;
setTimeout(function(){button.textContent=button.dataset.copy},2000)})});
(function(){var list=document.getElementById(\`messages\`);if(!list.dataset.events)return;
function take(html){var page=new DOMParser().parseFromString(html,\`text/html\`),next=page.getElementById(\`messages\`);
if(!next)return;var focused=document.activeElement.id;
list.querySelectorAll(\`details[open]\`).forEach(function(details){var same=page.getElementById(details.id);if(same)same.open=true});
list.replaceChildren.apply(list,Array.from(next.childNodes));
document.getElementById(\`count\`).textContent=page.getElementById(\`count\`).textContent;
var again=focused?document.getElementById(focused):null;if(again)again.focus()}
new EventSource(list.dataset.events).addEventListener(\`message\`,function(){
fetch(location.href).then(function(answer){return answer.text()}).then(take)})})()`.replaceAll('\n', '')
