import { SOFTPHONE_REALM } from '../softphone.service.ts';
import { isSoftphone, type Softphones } from '../softphones.ts';
import { type Ari, AriError } from './ari.ts';

const OBJECTS = '/asterisk/config/dynamic/res_pjsip';

const fields = (values: Record<string, string>) => ({ fields: Object.entries(values).map(([attribute, value]) => ({ attribute, value })) });

/** The accounts of telephones in browsers, in Asterisk's memory: they are put again after it was restarted. */
export function openSoftphones(ari: Ari): Softphones {
  return {
    async put({ username, digest }) {
      // In this order, as each names the one before.
      await ari.put(`${OBJECTS}/auth/${username}`, {}, fields({ auth_type: 'md5', username, realm: SOFTPHONE_REALM, md5_cred: digest }));
      // The browser of a session is one telephone: the newest registration is where it is.
      await ari.put(`${OBJECTS}/aor/${username}`, {}, fields({ max_contacts: '1', remove_existing: 'yes', maximum_expiration: '300', default_expiration: '120' }));
      await ari.put(`${OBJECTS}/endpoint/${username}`, {}, fields({
        transport: 'ws', aors: username, auth: username,
        webrtc: 'yes', dtls_auto_generate_cert: 'yes', disallow: 'all', allow: 'opus,alaw,ulaw', direct_media: 'no',
        // Rings for the desk and dials nobody; whom it talks to is told by the desk alone.
        context: 'from-desk', allow_transfer: 'no', allow_subscribe: 'no', send_pai: 'no', send_rpid: 'no', send_connected_line: 'no',
        rtp_timeout: '30', rtp_timeout_hold: '300',
      }));
    },
    async remove(username) {
      for (const kind of ['endpoint', 'aor', 'auth']) await ari.delete(`${OBJECTS}/${kind}/${username}`);
    },
    async list() {
      // An endpoint that was removed stays in the list; its account does not.
      const endpoints = await ari.get<{ resource: string }[]>('/endpoints/PJSIP');
      const names = endpoints.map(({ resource }) => resource).filter(isSoftphone);
      const there = await Promise.all(names.map(name => exists(ari, name)));
      return names.filter((_, place) => there[place]);
    },
  };
}

async function exists(ari: Ari, username: string): Promise<boolean> {
  try {
    await ari.get(`${OBJECTS}/endpoint/${username}`);
    return true;
  } catch (error) {
    if (error instanceof AriError && error.status === 404) return false;
    throw error;
  }
}
