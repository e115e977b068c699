/** The part of nodemailer that is used here: the package brings no types of its own. */
declare module 'nodemailer' {
  export interface Sent {
    readonly rejected: readonly (string | { readonly address: string })[];
  }
  export interface Transporter {
    sendMail(mail: Readonly<Record<string, unknown>>): Promise<Sent>;
    close(): void;
  }
  export function createTransport(options: Readonly<Record<string, unknown>>): Transporter;
}
