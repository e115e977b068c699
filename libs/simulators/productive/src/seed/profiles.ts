import type { Plan } from '../gate/plans.js';

/** name, first component in percent (null for an exempt rate), and what is special about it. */
export type RateProfile = readonly [
  name: string,
  percent: string | null,
  special?: 'archived' | 'unmapped' | 'fifteen',
];

export interface CompanyProfile {
  readonly name: string;
  readonly billingName?: string;
  readonly vat?: string;
  readonly currency?: string;
  readonly email?: string;
  readonly address: readonly [street: string, city: string, zip: string, country: string];
}

export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly plan: Plan;
  readonly currency: string;
  readonly zone: string;
  readonly locale: string;
  readonly taxName: string;
  readonly subsidiaries: readonly (readonly [id: string, name: string, numberFormat: string])[];
  readonly rates: readonly RateProfile[];
  readonly serviceTypes: readonly string[];
  readonly clients: readonly CompanyProfile[];
  readonly vendors: readonly CompanyProfile[];
  readonly people: readonly (readonly [
    first: string,
    last: string,
    email: string,
    role: 'admin' | 'member' | 'readonly',
  ])[];
  /** How many ordinary finalised invoices, drafts and expenses to make besides the awkward ones. */
  readonly ordinary: { readonly invoices: number; readonly drafts: number; readonly expenses: number };
  readonly foreignCurrency: string;
}

export const profiles: readonly Profile[] = [
  {
    id: '1001',
    name: 'Brightwell Studio',
    slug: 'brightwell',
    plan: 'ultimate',
    currency: 'GBP',
    zone: 'Europe/London',
    locale: 'en_GB',
    taxName: 'VAT',
    subsidiaries: [
      ['11', 'Brightwell Studio Ltd', 'BW-{year}-{number}'],
      ['12', 'Brightwell Labs Ltd', 'BL-{number}'],
    ],
    rates: [
      ['VAT 20%', '20.0'],
      ['VAT 5%', '5.0'],
      ['Zero rated', '0.0'],
      ['Exempt', null],
      ['VAT 17.5% (until 2010)', '17.5', 'archived'],
      ['Reverse charge', '0.0', 'unmapped'],
    ],
    serviceTypes: ['Design', 'Development', 'Strategy', 'Admin work', 'Production', 'Travel', 'Licences'],
    clients: [
      {
        name: 'Harbour Lane Hotels',
        billingName: 'Harbour Lane Hotels Ltd',
        vat: 'GB123456789',
        email: 'accounts@harbourlane.example',
        address: ['4 Quay Street', 'Bristol', 'BS1 4DJ', 'United Kingdom'],
      },
      {
        name: 'Ærø Kaffe & Søn ApS',
        vat: 'DK10150817',
        currency: 'DKK',
        email: 'regnskab@aeroekaffe.example',
        address: ['Havnepladsen 3', 'Ærøskøbing', '5970', 'Denmark'],
      },
      {
        name: '株式会社さくら',
        currency: 'JPY',
        email: 'keiri@sakura.example',
        address: ['千代田1-1', '東京都', '100-0001', 'Japan'],
      },
      {
        name: 'Northern Light Trust',
        billingName: 'The Northern Light Trust',
        address: ['19 Castle Terrace', 'Edinburgh', 'EH1 2DP', 'United Kingdom'],
      },
      {
        name: "O'Malley & Daughters",
        vat: 'IE1234567FA',
        currency: 'EUR',
        email: 'post@omalley.example',
        address: ['7 Shop Street', 'Galway', 'H91 A0X4', 'Ireland'],
      },
      {
        name: 'Fen Cycles',
        email: 'hello@fencycles.example',
        address: ['2 Mill Road', 'Cambridge', 'CB1 2AD', 'United Kingdom'],
      },
    ],
    vendors: [
      {
        name: 'Paper & Ink Supplies',
        vat: 'GB987654321',
        address: ['Unit 4, Lime Works', 'Leeds', 'LS9 8AB', 'United Kingdom'],
      },
      {
        name: 'CloudRack Hosting',
        currency: 'USD',
        address: ['1 Market Street', 'San Francisco', '94105', 'United States'],
      },
      { name: 'Great Western Travel', address: ['Station Approach', 'Reading', 'RG1 1LX', 'United Kingdom'] },
      {
        name: 'Müller Schriftguss GmbH',
        vat: 'DE136695976',
        currency: 'EUR',
        address: ['Lindenstraße 12', 'Leipzig', '04109', 'Germany'],
      },
    ],
    people: [
      ['Ada', 'Brightwell', 'ada@brightwell.example', 'admin'],
      ['Milo', 'Carter', 'milo@brightwell.example', 'member'],
      ['Rhea', 'Odell', 'rhea@brightwell.example', 'readonly'],
    ],
    ordinary: { invoices: 12, drafts: 2, expenses: 16 },
    foreignCurrency: 'EUR',
  },
  {
    id: '1002',
    name: 'Coolabah Digital',
    slug: 'coolabah',
    plan: 'professional',
    currency: 'AUD',
    zone: 'Australia/Sydney',
    locale: 'en_AU',
    taxName: 'GST',
    subsidiaries: [['21', 'Coolabah Digital Pty Ltd', 'CD{number}']],
    rates: [
      ['GST 10%', '10.0'],
      ['GST free', '0.0'],
      ['Input taxed', null],
      ['NZ GST 15%', '15.0', 'fifteen'],
      ['Sales tax 12.5%', '12.5', 'archived'],
      ['Wine equalisation 29%', '29.0', 'unmapped'],
    ],
    serviceTypes: ['Design', 'Development', 'Strategy', 'Admin work', 'Content', 'Travel', 'Licences'],
    clients: [
      {
        name: 'Bondi Surf Co',
        billingName: 'Bondi Surf Co Pty Ltd',
        vat: '51824753556',
        email: 'ap@bondisurf.example',
        address: ['12 Campbell Parade', 'Bondi Beach', '2026', 'Australia'],
      },
      { name: 'Uluru Outfitters', address: ['5 Todd Street', 'Alice Springs', '0870', 'Australia'] },
      { name: 'Kererū Wines', currency: 'NZD', address: ['88 Vine Road', 'Blenheim', '7201', 'New Zealand'] },
      { name: 'Torres & Família', address: ['3 Hay Street', 'Perth', '6000', 'Australia'] },
      { name: 'Daintree Health', address: ['40 Front Street', 'Mossman', '4873', 'Australia'] },
    ],
    vendors: [
      { name: 'Outback Print', vat: '33051775556', address: ['9 Rundle Mall', 'Adelaide', '5000', 'Australia'] },
      { name: 'Qube Hosting', address: ['2 Collins Street', 'Melbourne', '3000', 'Australia'] },
      { name: 'Singapura Fonts', currency: 'SGD', address: ['10 Anson Road', 'Singapore', '079903', 'Singapore'] },
    ],
    people: [
      ['Col', 'Abah', 'col@coolabah.example', 'admin'],
      ['Matilda', 'Swann', 'matilda@coolabah.example', 'member'],
      ['Bruce', 'Ngata', 'bruce@coolabah.example', 'readonly'],
    ],
    ordinary: { invoices: 11, drafts: 2, expenses: 15 },
    foreignCurrency: 'NZD',
  },
  {
    id: '1003',
    name: 'Cedar & Main',
    slug: 'cedar',
    plan: 'professional',
    currency: 'USD',
    zone: 'America/New_York',
    locale: 'en_US',
    taxName: 'Sales tax',
    subsidiaries: [['31', 'Cedar & Main, Inc.', '{number}']],
    rates: [
      ['No sales tax', '0.0'],
      ['Exempt', null],
      ['Resale', '0.0'],
      ['TX sales tax 8.25%', '8.25', 'archived'],
      ['NY sales tax 8.875%', '8.875', 'unmapped'],
    ],
    serviceTypes: ['Design', 'Development', 'Strategy', 'Admin work', 'Media buying', 'Travel', 'Licences'],
    clients: [
      {
        name: 'Hudson Valley Dairy',
        billingName: 'Hudson Valley Dairy LLC',
        email: 'billing@hvdairy.example',
        address: ['210 Main Street', 'Beacon, NY', '12508', 'United States'],
      },
      { name: 'José Peña Architects', address: ['77 Bleecker Street', 'New York, NY', '10012', 'United States'] },
      { name: 'Prairie Wind Co-op', address: ['1 Elevator Road', 'Salina, KS', '67401', 'United States'] },
      { name: 'Maple & Loon', currency: 'CAD', address: ['600 Queen Street', 'Toronto, ON', 'M5V 2B7', 'Canada'] },
    ],
    vendors: [
      { name: 'Ace Print & Copy', address: ['14 Canal Street', 'New York, NY', '10013', 'United States'] },
      { name: 'AdExchange Media', address: ['500 7th Avenue', 'New York, NY', '10018', 'United States'] },
      { name: 'Blue Ridge Air', address: ['1 Terminal Drive', 'Asheville, NC', '28732', 'United States'] },
    ],
    people: [
      ['Cam', 'Main', 'cam@cedar.example', 'admin'],
      ['June', 'Park', 'june@cedar.example', 'member'],
      ['Walt', 'Reyes', 'walt@cedar.example', 'readonly'],
    ],
    ordinary: { invoices: 10, drafts: 2, expenses: 14 },
    foreignCurrency: 'CAD',
  },
  {
    id: '1004',
    name: 'Tiny Essentials',
    slug: 'tiny',
    plan: 'essential',
    currency: 'GBP',
    zone: 'Europe/London',
    locale: 'en_GB',
    taxName: 'VAT',
    subsidiaries: [['41', 'Tiny Essentials', '{number}']],
    rates: [
      ['VAT 20%', '20.0'],
      ['Exempt', null],
    ],
    serviceTypes: ['Design', 'Admin work'],
    clients: [{ name: 'Corner Shop', address: ['1 High Street', 'Bath', 'BA1 5AA', 'United Kingdom'] }],
    vendors: [{ name: 'Office Things', address: ['2 High Street', 'Bath', 'BA1 5AB', 'United Kingdom'] }],
    people: [
      ['Tina', 'Small', 'tina@tiny.example', 'admin'],
      ['Tom', 'Little', 'tom@tiny.example', 'member'],
      ['Thea', 'Minor', 'thea@tiny.example', 'readonly'],
    ],
    ordinary: { invoices: 2, drafts: 1, expenses: 2 },
    foreignCurrency: 'EUR',
  },
];
