/** How the other side behaves, by the last three digits of the number (or of the telephone's name) that is called. */
export const BEHAVIOUR = {
  /** Rings until it is told to answer or to refuse. */
  rings: '408',
  busy: '486',
  unavailable: '480',
  notFound: '404',
  declines: '603',
  overloaded: '503',
  /** Rings 300 ms, answers, and talks until the other side hangs up or it is told to. All other digits do the same. */
  answers: '200',
  /** Answers and presses 1 after half a second: as an RTP event, as SIP INFO, as a tone. */
  pressesOne: '201',
  pressesOneByInfo: '202',
  pressesOneAsTone: '203',
  pressesTwo: '204',
  /** Answers like a mailbox: presses nothing. */
  mailbox: '205',
  /** Answers and hangs up after one second. */
  hangsUp: '206',
} as const;

/** What a peer can be told in the middle of a call. Answering and refusing are for who is called and has not answered. */
export type Act = 'ANSWER' | 'REFUSE' | 'HANGUP' | 'PRESS1' | 'PRESS2';

const document = (name: string, parts: string[]) =>
  `<?xml version="1.0" encoding="ISO-8859-1" ?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n<scenario name="${name}">\n${parts.join('')}</scenario>\n`;
const send = (message: string, attributes = '') => `<send ${attributes}><![CDATA[\n${message}\n]]></send>\n`;
const label = (id: string) => `<label id="${id}"/>\n`;
const go = (next: string, test?: string) => `<nop ${test ? `test="${test}" ` : ''}next="${next}"/>\n`;
const act = (...actions: string[]) => `<nop><action>${actions.join('')}</action></nop>\n`;
/** Waits for one of several messages; the last is the one that cannot be done without. A timeout counts from the first. */
const waitForOne = (messages: [what: string, next: string, actions?: string][], timeout?: { after: number; next: string }) =>
  messages
    .map(([what, next, actions], index) => {
      const attributes = [
        /^\d/.test(what) ? `response="${what}"` : `request="${what}"`,
        `next="${next}"`,
        ...(index < messages.length - 1 ? ['optional="true"'] : []),
        ...(index === 0 && timeout ? [`timeout="${timeout.after}" ontimeout="${timeout.next}"`] : []),
      ].join(' ');
      return actions ? `<recv ${attributes}><action>${actions}</action></recv>\n` : `<recv ${attributes}/>\n`;
    })
    .join('');
const keep = (name: string, into: string) => `<ereg regexp=".*" search_in="hdr" header="${name}:" assign_to="${into}"/>`;

const sdp = (port: string, payloads: string, ...lines: string[]) =>
  ['v=0', 'o=- 1 1 IN IP[local_ip_type] [local_ip]', 's=-', 'c=IN IP[media_ip_type] [media_ip]', 't=0 0', `m=audio [${port}] RTP/AVP ${payloads}`, 'a=rtpmap:8 PCMA/8000', ...lines, 'a=sendrecv', ''].join('\n');
const EVENTS = ['a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-16'];
const CONTACT = 'Contact: <sip:[local_ip]:[local_port]>';
const withBody = (lines: string[], body: string) => [...lines, 'Content-Type: application/sdp', 'Content-Length: [len]', '', body].join('\n');
const bare = (lines: string[]) => [...lines, 'Content-Length: 0', '', ''].join('\n');

/** An answer to the message that came last. */
const reply = (status: string, attributes = '') => send(bare([`SIP/2.0 ${status}`, '[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]']), attributes);

/** Whoever is called: a secretary's telephone, or a number outside. One process plays all of them. */
export function calledSide(sounds: { one: string; two: string; oneAsTone: string }): string {
  // What comes in between must not take the INVITE's place, so its headers are kept.
  const answerTo = (status: string, more: string[] = []) => [
    `SIP/2.0 ${status}`, 'Via: [$via]', 'From: [$from]', `To: [$to]${status.startsWith('100') ? '' : ';tag=[pid]p[call_number]'}`, 'Call-ID: [call_id]', 'CSeq: [$cseq]', ...more,
  ];
  const endWith = (name: string, status: string) => label(`end_${name}`) + send(bare(answerTo(status)), 'retrans="500" next="acked"');
  const endings: [string, string][] = [['486', '486 Busy Here'], ['480', '480 Temporarily Unavailable'], ['404', '404 Not Found'], ['603', '603 Decline'], ['503', '503 Service Unavailable']];
  const suffix = (digits: string) => `<ereg regexp="^INVITE sips?:[^@]*${digits}@" search_in="msg" assign_to="n${digits}"/>`;
  const own = (method: string, number: string, more: string[] = []) => [
    `${method} [$target] SIP/2.0`, 'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]', 'From: [$to];tag=[pid]p[call_number]', 'To: [$from]', 'Call-ID: [call_id]', `CSeq: ${number} ${method}`, CONTACT, 'Max-Forwards: 70', ...more,
  ];
  const info = (digit: string) =>
    send([...own('INFO', '70'), 'Content-Type: application/dtmf-relay', 'Content-Length: [len]', '', `Signal=${digit}`, 'Duration=160', ''].join('\n'), 'retrans="500"') + '<recv response="200"/>\n';
  const press = (file: string) => act(`<exec play_pcap_audio="${file}"/>`);
  const lookedAt = [...endings.map(([digits]) => digits), '408', '201', '202', '203', '204', '206'];
  return document('called', [
    `<recv request="INVITE"><action>${keep('Via', 'via')}${keep('From', 'from')}${keep('To', 'to')}${keep('CSeq', 'cseq')}`,
    '<ereg regexp="&lt;(sip[^&gt;]*)&gt;" search_in="hdr" header="Contact:" assign_to="contact,target"/>',
    `${lookedAt.map(suffix).join('')}</action></recv>\n`,
    send(bare(answerTo('100 Trying'))),
    ...endings.map(([digits]) => go(`end_${digits}`, `n${digits}`)),
    send(bare(answerTo('180 Ringing', [CONTACT]))),
    go('rings', 'n408'),
    waitForOne([['ANSWER', 'answer'], ['REFUSE', 'end_603'], ['CANCEL', 'cancelled']], { after: 300, next: 'answer' }),
    label('rings'),
    waitForOne([['ANSWER', 'answer'], ['REFUSE', 'end_603'], ['CANCEL', 'cancelled']]),
    label('answer'),
    go('answer_tone', 'n203'),
    send(withBody(answerTo('200 OK', [CONTACT]), sdp('media_port', '8 101', ...EVENTS)), 'retrans="500"'),
    waitForOne([['CANCEL', 'too_late'], ['ACK', 'talk_begins']]),
    label('too_late'),
    reply('481 Call/Transaction Does Not Exist'),
    waitForOne([['ACK', 'talk_begins']]),
    label('answer_tone'),
    send(withBody(answerTo('200 OK', [CONTACT]), sdp('rtpstream_audio_port', '8')), 'retrans="500"'),
    waitForOne([['ACK', 'talk_begins']]),
    label('talk_begins'),
    go('hangs_up_soon', 'n206'),
    go('will_press', 'n201'), go('will_press', 'n202'), go('will_press', 'n203'), go('will_press', 'n204'),
    label('talk'),
    waitForOne([['INVITE', 'reinvited', keep('CSeq', 'cseq') + keep('Via', 'via')], ['UPDATE', 'updated'], ['HANGUP', 'hang_up'], ['PRESS1', 'press1'], ['PRESS2', 'press2'], ['BYE', 'over']]),
    label('over'),
    reply('200 OK', 'next="end"'),
    label('reinvited'),
    send(withBody(['SIP/2.0 200 OK', '[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]', CONTACT], sdp('media_port', '8 101', ...EVENTS)), 'retrans="500"'),
    waitForOne([['ACK', 'talk']]),
    label('updated'),
    reply('200 OK', 'next="talk"'),
    label('hangs_up_soon'),
    waitForOne([['HANGUP', 'hang_up'], ['BYE', 'over']], { after: 1000, next: 'hang_up' }),
    label('hang_up'),
    send(bare(own('BYE', '71')), 'retrans="500"'),
    waitForOne([['BYE', 'both'], ['481', 'end'], ['200', 'end']]),
    label('both'),
    reply('200 OK'),
    waitForOne([['481', 'end'], ['200', 'end']]),
    label('will_press'),
    waitForOne([['HANGUP', 'hang_up'], ['BYE', 'over']], { after: 500, next: 'presses' }),
    label('presses'),
    go('press2', 'n204'), go('press_info', 'n202'), go('press_tone', 'n203'),
    label('press1'),
    press(sounds.one),
    go('talk'),
    label('press2'),
    press(sounds.two),
    go('talk'),
    label('press_info'),
    info('1'),
    go('talk'),
    label('press_tone'),
    act(`<exec rtp_stream="${sounds.oneAsTone},1,8,PCMA/8000"/>`),
    go('talk'),
    label('cancelled'),
    reply('200 OK'),
    send(bare(answerTo('487 Request Terminated')), 'retrans="500" next="acked"'),
    ...endings.map(([digits, status]) => endWith(digits, status)),
    label('acked'),
    '<recv request="ACK"/>\n',
    label('end'),
    '<Reference variables="contact"/>\n',
  ]);
}

/** A call from outside as the carrier hands it to us. */
export interface Incoming {
  /** The called line. */
  to: string;
  /** Who calls; told to us in secret when `withheld`. */
  from: string;
  withheld?: boolean;
  /** The telephone that forwarded the call to our line. */
  divertedBy?: string;
  historyInfo?: string;
  /** Hangs up after that long: from the beginning, from the first ringing, or from being answered. Not given: only when told. */
  hangsUp?: { after: number; from: 'BEGINNING' | 'RINGING' | 'ANSWER' };
}

const FAILURES = ['400', '403', '404', '408', '480', '481', '484', '486', '487', '488', '500', '503', '600', '603'];

/** Who calls. Sends the sound of the file once they are answered. */
export function callingSide({ to, from, withheld = false, divertedBy, historyInfo, hangsUp }: Incoming, soundFile: string | null): string {
  const timeout = (stage: NonNullable<Incoming['hangsUp']>['from'], next: string) => (hangsUp?.from === stage ? { after: hangsUp.after, next } : undefined);
  const uri = `sip:${to}@[remote_ip]:[remote_port]`;
  const caller = withheld ? '"Anonymous" <sip:anonymous@anonymous.invalid>' : `<sip:${from}@carrier.example>`;
  const common = (method: string, number: number, branch: string) => [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=${branch}`,
    `From: ${caller};tag=[pid]c[call_number]`,
    `To: ${branch.includes('inv') && method !== 'ACK' ? `<${uri}>` : '[$to]'}`,
    'Call-ID: [call_id]',
    `CSeq: ${number} ${method}`,
    'Contact: <sip:carrier@[local_ip]:[local_port]>',
    'Max-Forwards: 70',
  ];
  // A CANCEL and the ACK of a refusal belong to the INVITE's transaction.
  const inv = 'z9hG4bK-[pid]-[call_number]-inv';
  const body = sdp(soundFile ? 'rtpstream_audio_port' : 'media_port', '8 101', ...EVENTS);
  const outcome = (timeoutOf?: { after: number; next: string }): string =>
    waitForOne(
      [['100', 'wait'], ['180', 'ringing'], ['183', 'ringing'], ['HANGUP', 'give_up'], ...FAILURES.map((code): [string, string, string] => [code, 'refused', keep('To', 'to')]), ['200', 'answered', keep('To', 'to')]],
      timeoutOf,
    );
  return document('caller', [
    send(
      withBody(
        [
          ...common('INVITE', 1, inv),
          `P-Asserted-Identity: <sip:${from}@carrier.example>`,
          ...(withheld ? ['Privacy: id'] : []),
          ...(divertedBy ? [`Diversion: <sip:${divertedBy}@carrier.example>;reason=no-answer`] : []),
          ...(historyInfo ? [`History-Info: ${historyInfo}`] : []),
          'X-Sent: [timestamp]',
        ],
        body,
      ),
      'retrans="500"',
    ),
    label('wait'),
    outcome(timeout('BEGINNING', 'give_up')),
    label('ringing'),
    outcome(timeout('RINGING', 'give_up')).replace('next="wait"', 'next="ringing"'),
    label('answered'),
    send(bare(common('ACK', 1, '[branch]'))),
    soundFile ? act(`<exec rtp_stream="${soundFile},-1,8,PCMA/8000"/>`) : '',
    label('talk'),
    waitForOne([['INVITE', 'reinvited'], ['UPDATE', 'updated'], ['HANGUP', 'hang_up'], ['BYE', 'over']], timeout('ANSWER', 'hang_up')),
    label('over'),
    reply('200 OK', 'next="end"'),
    label('reinvited'),
    send(withBody(['SIP/2.0 200 OK', '[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]', CONTACT], body), 'retrans="500"'),
    waitForOne([['ACK', 'talk']]),
    label('updated'),
    reply('200 OK', 'next="talk"'),
    label('hang_up'),
    send(bare([...common('BYE', 2, '[branch]'), 'Reason: Q.850;cause=16;text="Normal call clearing"']), 'retrans="500"'),
    waitForOne([['BYE', 'both'], ['481', 'end'], ['200', 'end']]),
    label('both'),
    reply('200 OK'),
    waitForOne([['481', 'end'], ['200', 'end']]),
    label('give_up'),
    send(bare(common('CANCEL', 1, inv)), 'retrans="500"'),
    // The answer can have been under way already: then it is taken, and the receiver put down.
    waitForOne([['180', 'cancelling'], ['200', 'cancelling', keep('To', 'to')]]),
    label('cancelling'),
    waitForOne([['200', 'answered_late', keep('To', 'to')], ['487', 'refused', keep('To', 'to')]]),
    label('answered_late'),
    send(bare(common('ACK', 1, '[branch]')), 'next="hang_up"'),
    label('refused'),
    send(bare(common('ACK', 1, inv))),
    label('end'),
  ]);
}
