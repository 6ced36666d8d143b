// Runs before the bundle: asks what the first page will need while that is still on its way. A file of its own: the content security policy forbids inline scripts.
(() => {
  const { first, viewer } = document.currentScript.dataset;
  if (!first) return;
  let language = null;
  try { language = localStorage.getItem('vorzimmer.language'); } catch { /* storage may be forbidden; the browser's language is right then */ }
  // As web/app/language.ts chooses it.
  const known = tag => tag === 'de' || tag === 'en';
  if (!known(language)) language = navigator.languages.map(tag => tag.slice(0, 2).toLowerCase()).find(known) ?? 'de';
  const files = JSON.parse(first);
  const isPortal = /^\/portal(\/|$)/.test(location.pathname);
  for (const file of [...files[language], ...(isPortal ? [...files.portal, ...files[`portal-${language}`]] : [])]) {
    const link = document.createElement('link');
    link.rel = file.endsWith('.css') ? 'preload' : 'modulepreload';
    if (file.endsWith('.css')) link.as = 'style';
    link.crossOrigin = '';
    link.href = file;
    document.head.append(link);
  }
  // The very request that the client would send; web/graphql/client.ts takes the answer.
  window.firstAnswer = { body: viewer, response: fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', 'apollo-require-preflight': 'true', accept: 'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed' }, credentials: 'same-origin', body: viewer }) };
  window.firstAnswer.response.catch(() => { /* Told by whoever takes it. */ });
})();
