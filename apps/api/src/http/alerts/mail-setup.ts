/** Whether this server can send mail. Provided by the composition. */
export class MailSetup {
  constructor(readonly isSetUp: boolean) {}
}
