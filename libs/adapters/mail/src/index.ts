export { createMail, type MailOptions } from './smtp-mail.js';
