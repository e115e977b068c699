/** A person who can sign in to Xero, and the organisations he may connect. */
export interface XeroUser {
  userId: string;
  email: string;
  givenName: string;
  familyName: string;
  tenantIds: 'all' | string[];
}

const BRIGHTWELL = ['11111111-1111-4111-8111-111111111111', '11111111-1111-4111-8111-222222222222'];
const COOLABAH = ['22222222-2222-4222-8222-111111111111'];
const CEDAR = ['33333333-3333-4333-8333-111111111111'];

export const seededUsers: readonly XeroUser[] = [
  {
    userId: 'aaaaaaaa-aaaa-4aaa-8aaa-111111111111',
    email: 'ada@brightwell.example',
    givenName: 'Ada',
    familyName: 'Brightwell',
    tenantIds: BRIGHTWELL,
  },
  {
    userId: 'aaaaaaaa-aaaa-4aaa-8aaa-222222222222',
    email: 'col@coolabah.example',
    givenName: 'Col',
    familyName: 'Abah',
    tenantIds: COOLABAH,
  },
  {
    userId: 'aaaaaaaa-aaaa-4aaa-8aaa-333333333333',
    email: 'cam@cedar.example',
    givenName: 'Cedar',
    familyName: 'Main',
    tenantIds: CEDAR,
  },
  {
    userId: 'aaaaaaaa-aaaa-4aaa-8aaa-444444444444',
    email: 'zoe@advisors.example',
    givenName: 'Zoe',
    familyName: 'Advisor',
    tenantIds: 'all',
  },
];

export const fullName = (user: XeroUser): string => `${user.givenName} ${user.familyName}`;
