import type { Page, WebSocketRoute } from 'playwright-core';

/** A connection that can fall behind: the events that the server tells are held back and come later. Before the page goes anywhere. */
export async function slowConnection(page: Page): Promise<{ fallBehind(): void; catchUp(): void }> {
  const held: (() => void)[] = [];
  let isSlow = false;
  await page.routeWebSocket(/\/graphql/, (socket: WebSocketRoute) => {
    const server = socket.connectToServer();
    socket.onMessage(message => server.send(message));
    server.onMessage(message => {
      if (isSlow && String(message).includes('"id":"events"')) held.push(() => socket.send(message));
      else socket.send(message);
    });
  });
  return {
    fallBehind: () => { isSlow = true; },
    catchUp: () => { isSlow = false; for (const deliver of held.splice(0)) deliver(); },
  };
}
