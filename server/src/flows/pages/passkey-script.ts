/**
 * Asks the browser for a passkey, or to make one, and posts its answer. The values of a form are in its data
 * attributes; without script, or in a browser without passkeys, the form stays hidden.
 *
 * The conversion to base64url is written out, because extensions of password managers replace the browser's own objects
 * by some that lack `toJSON`. A challenge is replaced before it ends. Written without `& < > " '`, like all scripts.
 */
export const askForPasskey = `
(function(){var api=window.PublicKeyCredential,store=navigator.credentials;
if(!api||!store)return;
function bytes(text){return Uint8Array.from(atob(text.replace(/-/g,\`+\`).replace(/_/g,\`/\`)),function(one){return one.charCodeAt(0)})}
function text(buffer){return btoa(Array.from(new Uint8Array(buffer),function(one){return String.fromCharCode(one)}).join(\`\`))
.replace(/\\+/g,\`-\`).replace(/\\//g,\`_\`).replace(/=+$/,\`\`)}
function listed(list){return (list||[]).map(function(one){return Object.assign({},one,{id:bytes(one.id)})})}
document.querySelectorAll(\`form[data-passkey]\`).forEach(function(form){
var data=form.dataset,options=JSON.parse(data.options),isNew=data.passkey===\`create\`;
var button=form.querySelector(\`button\`),note=form.querySelector(\`[role=status]\`);
var made=Date.now(),running=null,isPressed=false;
function say(word){note.textContent=word?data[word]:\`\`;note.hidden=!word;note.className=word===\`waiting\`?\`help\`:\`problem\`}
function request(){var asked=Object.assign({},options,{challenge:bytes(options.challenge)});
if(isNew){asked.user=Object.assign({},options.user,{id:bytes(options.user.id)});asked.excludeCredentials=listed(options.excludeCredentials)}
else asked.allowCredentials=listed(options.allowCredentials);
return {publicKey:asked}}
function renew(){if(!data.renew)return Promise.resolve();
return fetch(data.renew).then(function(answer){return answer.json()}).then(function(fresh){
if(fresh.challenge){options.challenge=fresh.challenge;made=Date.now()}}).catch(function(){})}
function ask(extra){if(running)running.abort();running=new AbortController();
var call=Object.assign(request(),extra,{signal:running.signal});
return (isNew?store.create(call):store.get(call)).then(send)}
function send(found){var answer=found.response,sent={};
[\`clientDataJSON\`,\`authenticatorData\`,\`signature\`,\`userHandle\`,\`attestationObject\`].forEach(function(name){
if(answer[name])sent[name]=text(answer[name])});
if(answer.getTransports)sent.transports=answer.getTransports();
form.elements.credential.value=JSON.stringify({id:found.id,rawId:text(found.rawId),type:found.type,response:sent});
form.submit()}
function autofill(){if(!data.autofill||!api.isConditionalMediationAvailable)return;
api.isConditionalMediationAvailable().then(function(yes){if(yes)return isPressed?null:ask({mediation:\`conditional\`})}).catch(function(){})}
form.addEventListener(\`submit\`,function(event){event.preventDefault();isPressed=true;button.disabled=true;say(\`waiting\`);
(Math.floor((Date.now()-made)/240000)?renew():Promise.resolve()).then(function(){return ask({})}).catch(function(error){
isPressed=false;button.disabled=false;
say(error.name===\`NotAllowedError\`?\`cancelled\`:error.name===\`InvalidStateError\`?\`exists\`:\`failed\`);renew().then(autofill)})});
setInterval(function(){if(!isPressed)renew().then(autofill)},240000);
form.hidden=false;
document.querySelectorAll(\`[data-without-passkeys]\`).forEach(function(one){one.hidden=true});
autofill()})})();`.replaceAll('\n', '')
