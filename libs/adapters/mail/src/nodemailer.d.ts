/** What is used of nodemailer, and no more: types hold also where the package is not installed. */
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
