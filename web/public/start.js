// Runs before the bundle: asks what the first page will need, of the service and of the device, while that is still on its way. The build puts it into the page.
(() => {
  const { first, asks } = document.currentScript.dataset;
  if (!first) return;
  let language = null;
  try { language = localStorage.getItem('vorzimmer.language'); } catch { /* storage may be forbidden; the browser's language is right then */ }
  // As web/app/language.ts chooses it.
  const known = tag => tag === 'de' || tag === 'en';
  if (!known(language)) language = navigator.languages.map(tag => tag.slice(0, 2).toLowerCase()).find(known) ?? 'de';
  const path = location.pathname.replace(/\/$/, '');
  const isPortal = /^\/portal(\/|$)/.test(path);
  const files = JSON.parse(first);
  const filesOfPage = [...new Set([...files[language], ...(isPortal ? [...files.portal, ...files[`portal-${language}`], ...(files[path] ?? []), ...(files[`${path}-${language}`] ?? [])] : [])])];
  const { viewer, frame, pages } = JSON.parse(asks);
  if (isPortal) readKept();
  // The very requests that the client would send; web/graphql/client.ts takes the answers. What it has asked meanwhile is not asked again.
  const answers = window.firstAnswers ??= {};
  const ask = body => {
    const { operationName } = JSON.parse(body);
    if (operationName in answers) return;
    const response = fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', 'apollo-require-preflight': 'true', accept: 'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed' }, credentials: 'same-origin', body })
      // Read whether somebody takes it or not: what is not read keeps the line.
      .then(async answer => new Response(await answer.text(), answer));
    answers[operationName] = { body, response };
    return response;
  };
  // What the device has of the first page, as web/graphql/device-store.ts keeps it: so the page need not wait for it when it starts.
  function readKept() {
    let owner = null;
    try { owner = localStorage.getItem('vorzimmer.kept-for'); } catch { /* then nothing is kept */ }
    if (!owner) return;
    const page = pages[path] && JSON.parse(pages[path]);
    const picture = `Picture ${path}`;
    const wanted = ['Viewer', 'PortalFrame', 'PortalUnread', 'PortalUnreadMessages', 'PortalContractEnd'].map(name => IDBKeyRange.bound(`${name} `, `${name}!`));
    if (page) wanted.push(page.variables.customerId ? IDBKeyRange.bound(`${page.operationName} `, `${page.operationName}!`) : IDBKeyRange.only(`${page.operationName} ${JSON.stringify(page.variables)}`));
    if (page && location.search === '') wanted.push(IDBKeyRange.only(picture));
    const opening = indexedDB.open(`vorzimmer.${owner}`, 1);
    // There is none: it is not made here.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onsuccess = () => {
      const database = opening.result;
      database.onversionchange = () => database.close();
      const transaction = database.transaction('kept');
      const kept = {};
      for (const range of wanted) transaction.objectStore('kept').getAll(range).onsuccess = event => { for (const one of event.target.result) kept[one.key] = one; };
      // As web/graphql/device-store.ts does, and for the same reason.
      transaction.commit();
      transaction.oncomplete = () => {
        database.close();
        window.keptAtStart = { owner, kept };
        if (kept[picture]) void showPicture(kept[picture]);
      };
    };
  }
  // How the page looked when it was last left (web/offline/kept-picture.ts): on a slow phone it is there a second or two before the page itself.
  async function showPicture({ data, at }) {
    const now = new Date();
    if (data.language !== language || data.until < now) return;
    if (document.readyState === 'loading') await new Promise(done => document.addEventListener('DOMContentLoaded', done, { once: true }));
    await Promise.all(filesOfPage.filter(file => file.endsWith('.css')).map(file => new Promise(done => {
      const link = document.createElement('link');
      Object.assign(link, { rel: 'stylesheet', crossOrigin: '', href: file, onload: done, onerror: done });
      document.head.append(link);
    })));
    const root = document.getElementById('root');
    const isLoading = () => !root.querySelector('main, form, [role=alert]') || root.querySelector('[data-face=loading]') !== null;
    if (!isLoading()) return;
    const place = document.createElement('div');
    place.id = 'kept-picture';
    // To look at, and to scroll: it cannot answer.
    place.inert = true;
    place.ariaHidden = 'true';
    place.innerHTML = data.html;
    // What was called today may be yesterday by now.
    const tell = () => place.querySelector('[data-as-of]')?.removeAttribute('hidden');
    if (new Date(at).toDateString() !== now.toDateString()) tell();
    else setTimeout(tell, 700);
    document.body.dataset.place = 'portal';
    document.body.append(place);
    new MutationObserver((_changes, watcher) => {
      if (isLoading()) return;
      watcher.disconnect();
      place.remove();
    }).observe(root, { childList: true, subtree: true });
  }
  const askOn = async () => {
    const { data } = await (await ask(viewer)).clone().json();
    const id = data?.viewer?.customer?.id;
    if (!isPortal || !id || data.passwordChangeDue) return;
    // The frame has where the live events are: what the page shows is read after that.
    const framed = await ask(frame.replace('CUSTOMER', id));
    if (framed?.ok && pages[path] && location.search === '') await ask(pages[path].replace('CUSTOMER', id));
  };
  // Before the files: a browser without HTTP/2 asks for six things at a time, and the answers are a chain of which each waits for the one before.
  askOn().catch(() => { /* Told by whoever takes the answer. */ });
  for (const file of filesOfPage) {
    const link = document.createElement('link');
    link.rel = file.endsWith('.css') ? 'preload' : 'modulepreload';
    if (file.endsWith('.css')) link.as = 'style';
    link.fetchPriority = 'low';
    link.crossOrigin = '';
    link.href = file;
    document.head.append(link);
  }
})();
