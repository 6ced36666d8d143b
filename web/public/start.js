// Runs before the bundle: asks what the first page will need while that is still on its way. A file of its own: the content security policy forbids inline scripts.
(() => {
  const { first, asks } = document.currentScript.dataset;
  if (!first) return;
  let language = null;
  try { language = localStorage.getItem('vorzimmer.language'); } catch { /* storage may be forbidden; the browser's language is right then */ }
  // As web/app/language.ts chooses it.
  const known = tag => tag === 'de' || tag === 'en';
  if (!known(language)) language = navigator.languages.map(tag => tag.slice(0, 2).toLowerCase()).find(known) ?? 'de';
  const files = JSON.parse(first);
  const path = location.pathname.replace(/\/$/, '');
  const isPortal = /^\/portal(\/|$)/.test(path);
  for (const file of new Set([...files[language], ...(isPortal ? [...files.portal, ...files[`portal-${language}`], ...(files[path] ?? [])] : [])])) {
    const link = document.createElement('link');
    link.rel = file.endsWith('.css') ? 'preload' : 'modulepreload';
    if (file.endsWith('.css')) link.as = 'style';
    link.crossOrigin = '';
    link.href = file;
    document.head.append(link);
  }
  // The very requests that the client would send; web/graphql/client.ts takes the answers. What it has asked meanwhile is not asked again.
  const { viewer, frame, pages } = JSON.parse(asks);
  const answers = window.firstAnswers ??= {};
  const ask = body => {
    const { operationName } = JSON.parse(body);
    if (operationName in answers) return;
    const response = fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', 'apollo-require-preflight': 'true', accept: 'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed' }, credentials: 'same-origin', body });
    answers[operationName] = { body, response };
    return response;
  };
  const askOn = async () => {
    const { data } = await (await ask(viewer)).clone().json();
    const id = data?.viewer?.customer?.id;
    if (!isPortal || !id || data.passwordChangeDue) return;
    // The frame has where the live events are: what the page shows is read after that.
    const framed = await ask(frame.replace('CUSTOMER', id));
    if (framed?.ok && pages[path] && location.search === '') await ask(pages[path].replace('CUSTOMER', id));
  };
  askOn().catch(() => { /* Told by whoever takes the answer. */ });
})();
