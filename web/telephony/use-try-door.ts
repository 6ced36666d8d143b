import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';

const TestDoorDocument = graphql(`
  mutation TestTelephoneDoor($telephoneDoorId: ID!, $url: String!) {
    testTelephoneDoor(telephoneDoorId: $telephoneDoorId, url: $url) { __typename ... on TelephoneDoorTestPush { contentType body headers { name value } isAccepted } }
  }
`);

/** What came of a test; `status` is that of an answer nobody expected. */
export type Trial = { outcome: 'fine' | 'fineUnsigned' | 'fineRefused' | 'missing' | 'refused' | 'unreachable' } | { outcome: 'odd'; status: number };

/** Sends a signed push about no call to a door from here, through all that lies between, and tells what it answered. */
export function useTryDoor() {
  const [, ask] = useMutation(TestDoorDocument);
  const [isTrying, setTrying] = useState(false);
  const attempt = async (telephoneDoorId: string, path: string): Promise<Trial> => {
    const { data } = await ask({ telephoneDoorId, url: location.origin + path });
    const push = data?.testTelephoneDoor;
    if (!push) return { outcome: 'unreachable' };
    let status: number;
    try {
      ({ status } = await fetch(path, {
        method: 'POST', body: push.body, credentials: 'omit', headers: { 'content-type': push.contentType, ...Object.fromEntries(push.headers.map(({ name, value }) => [name, value])) },
      }));
    } catch {
      // The browser gives no reason why it got no answer.
      return { outcome: 'unreachable' };
    }
    if (push.isAccepted && status === 200) return { outcome: push.headers.length > 0 ? 'fine' : 'fineUnsigned' };
    if (status === 401) return { outcome: push.isAccepted ? 'refused' : 'fineRefused' };
    return status === 404 ? { outcome: 'missing' } : { outcome: 'odd', status };
  };
  return {
    isTrying,
    tryDoor: async (telephoneDoorId: string, path: string): Promise<Trial> => {
      setTrying(true);
      try {
        return await attempt(telephoneDoorId, path);
      } finally {
        setTrying(false);
      }
    },
  };
}

/** Whether it worked as it should. */
export const isFine = ({ outcome }: Trial): boolean => outcome.startsWith('fine');
