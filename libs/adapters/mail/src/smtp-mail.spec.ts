import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { isFault } from '@bridge/application';
import { createMail } from './smtp-mail.js';

const letter = { subject: 'Ærø: 2 things', text: 'Two things.', html: '<p>Two things.</p>' };
const FROM = 'The bridge <bridge@example.com>';

/** As much of a mail server as a letter needs: it keeps what it takes, and refuses whom it does not know. */
class PostOffice {
  readonly letters: { readonly from: string; readonly to: readonly string[]; readonly data: string }[] = [];
  readonly signedIn: string[] = [];
  greeting = '220 post office';
  afterData = '250 taken';
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  close(): void {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
  }

  #serve(socket: Socket): void {
    this.#open.add(socket);
    const say = (line: string) => socket.write(`${line}\r\n`);
    let [from, data, isData] = ['', '', false];
    const to: string[] = [];
    const hear = (line: string) => {
      if (isData && line !== '.') return void (data += `${line}\n`);
      const [word = '', rest = ''] = [line.slice(0, 4).toUpperCase(), line.slice(5)];
      if (isData) {
        isData = false;
        if (this.afterData.startsWith('2')) this.letters.push({ from, to: [...to], data });
        return void say(this.afterData);
      }
      switch (word) {
        case 'EHLO':
          return void say('250-post office\r\n250-AUTH PLAIN\r\n250 8BITMIME');
        case 'AUTH':
          this.signedIn.push(Buffer.from(rest.split(' ')[1] ?? '', 'base64').toString());
          return void say(rest.includes('AGFkYQBzZWNyZXQ=') ? '235 welcome' : '535 wrong password');
        case 'MAIL':
          from = rest;
          return void say('250 from');
        case 'RCPT':
          if (rest.includes('unknown')) return void say('550 no such person');
          to.push(rest);
          return void say('250 to');
        case 'DATA':
          isData = true;
          return void say('354 go on');
        default:
          return void say('221 bye');
      }
    };
    let heard = '';
    socket.on('data', (chunk) => {
      const lines = (heard + chunk.toString()).split('\r\n');
      heard = lines.pop() ?? '';
      for (const line of lines) hear(line);
    });
    socket.on('error', () => socket.destroy());
    say(this.greeting);
  }
}

describe('A letter by SMTP', () => {
  let office: PostOffice;
  let place: string;
  beforeEach(async () => {
    office = new PostOffice();
    place = await office.listen();
  });
  afterEach(() => office.close());
  const send = (to: readonly string[], url = `smtp://${place}`) =>
    createMail({ url, from: FROM }).send(letter, to, 'digest-1');
  const faultOf = (sending: Promise<unknown>) =>
    sending.then(
      () => undefined,
      (error: unknown) => (isFault(error) ? [error.fault.kind, error.message] : error),
    );

  it('reaches everybody as plain text and HTML, under an id that stays the same', async () => {
    expect(await send(['ada@brightwell.example', 'ben@brightwell.example'])).toEqual([]);
    const [taken] = office.letters;
    expect(taken?.from).toContain('bridge@example.com');
    expect(taken?.to).toHaveLength(2);
    expect(taken?.data).toContain('Message-ID: <digest-1@example.com>');
    expect(taken?.data).toContain('Content-Type: text/plain');
    expect(taken?.data).toContain('<p>Two things.</p>');
  });

  it('signs in with what the address holds', async () => {
    await send(['ada@brightwell.example'], `smtp://ada:secret@${place}`);
    expect(office.signedIn).toEqual(['\0ada\0secret']);
  });

  it('answers who was refused while others got it', async () => {
    expect(await send(['ada@brightwell.example', 'unknown@brightwell.example'])).toEqual([
      'unknown@brightwell.example',
    ]);
    expect(office.letters).toHaveLength(1);
  });

  it.each([
    ['nobody is known', async () => send(['unknown@brightwell.example']), 'refused', '550'],
    ['the letter is refused', async () => ((office.afterData = '554 spam'), send(['ada@b.example'])), 'refused', '554'],
    ['it is busy', async () => ((office.afterData = '451 later'), send(['ada@b.example'])), 'unavailable', '451'],
    [
      'it is not there',
      async () => send(['ada@b.example'], 'smtp://127.0.0.1:1'),
      'unavailable',
      'could not be reached',
    ],
  ] as const)('is a fault when %s', async (_, sending, kind, words) => {
    const fault = await faultOf(sending());
    expect(fault).toEqual([kind, expect.stringContaining(words)]);
  });

  it('never says the password', async () => {
    const fault = await faultOf(send(['ada@b.example'], `smtp://ada:hunter2@${place}`));
    expect(fault).toEqual(['refused', 'The mail server said: 535 wrong password']);
    expect(JSON.stringify(fault)).not.toContain('hunter2');
  });

  it('cannot be given another header by a subject', async () => {
    const mail = createMail({ url: `smtp://${place}`, from: FROM });
    await mail.send({ ...letter, subject: 'One\r\nBcc: evil@example.com' }, ['ada@b.example'], 'd');
    expect(office.letters[0]?.data).not.toMatch(/^Bcc:/m);
    expect(office.letters[0]?.to).toHaveLength(1);
  });
});
