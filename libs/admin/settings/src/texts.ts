/** Every string of the settings feature, ready for translation. */
export const texts = {
  signIn: {
    title: 'Sign in',
    lead: 'With your Productive organisation and a personal access token of an admin.',
    organisation: 'Productive organisation id',
    organisationHint: 'The number in the address of Productive: app.productive.io/1234-your-agency.',
    token: 'Personal access token',
    tokenHint:
      'In Productive: Settings > API integrations > Generate new token. It is used to sign in and is never shown again.',
    submit: 'Sign in',
    busy: 'Signing in…',
    sandboxTitle: 'Sandbox',
    sandboxLead: 'Xero and Productive are simulated here. Sign in as the admin of:',
  },
  marketplace: {
    title: 'App marketplace',
  },
} as const;
