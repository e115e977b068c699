import { Fault, type Letter, type Mail } from '@bridge/application';
import { problem } from '@bridge/domain';

export interface MailOptions {
  /** `smtp://user:password@host:port`, or `smtps://…` for TLS from the beginning. */
  readonly url: string;
  /** Who the letters are from. */
  readonly from: string;
}

const TIMEOUT_MS = 20_000;

export function createMail(options: MailOptions): Mail {
  return new SmtpMail(options);
}

class SmtpMail implements Mail {
  constructor(private readonly options: MailOptions) {}

  async send({ subject, text, html }: Letter, to: readonly string[], id: string): Promise<readonly string[]> {
    const { url, from } = this.options;
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      url,
      ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
    try {
      const messageId = `<${id}@${from.split('@').at(-1)?.replace(/>$/, '') ?? 'bridge'}>`;
      const { rejected } = await transport.sendMail({ from, to: [...to], subject, text, html, messageId });
      return rejected.map((address) => (typeof address === 'string' ? address : address.address));
    } catch (error) {
      throw faultOf(error);
    } finally {
      transport.close();
    }
  }
}

/** 5xx: no, whenever it is asked again. Anything else may pass. What the library says may name the server's address. */
function faultOf(error: unknown): unknown {
  if (!isSmtpError(error)) return error;
  const { responseCode, response, code } = error;
  const words =
    response === undefined ? `The mail server could not be reached (${code}).` : `The mail server said: ${response}`;
  return responseCode !== undefined && responseCode >= 500
    ? new Fault({ kind: 'refused', problems: [problem('mail_not_sent', 'alerts', words)] }, words)
    : new Fault({ kind: 'unavailable' }, words);
}

interface SmtpError {
  /** Of the library or of the network: every one of theirs has it. */
  readonly code: string;
  readonly responseCode?: number;
  readonly response?: string;
}

function isSmtpError(error: unknown): error is SmtpError {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}
