import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, type Routes } from '@angular/router';
import { openScreen } from '../testing/screen.js';
import { problem, problemDocument, session } from '../testing/world.js';
import { SignIn } from './sign-in.js';

@Component({ template: '<h1>Arrived</h1>' })
class Arrived {}

const routes: Routes = [
  { path: 'sign-in', component: SignIn },
  { path: '**', component: Arrived },
];
const noSandbox = problemDocument(404, 'not_a_sandbox', 'Not a sandbox', '');

describe('signing in', () => {
  it('sends the organisation and the token, and goes on to where the person was going', async () => {
    const screen = await openScreen(routes, '/sign-in?back=%2Finvoices');
    await screen.answer('GET sandbox', noSandbox, 404);
    await screen.fill('Productive organisation id', '1001');
    await screen.fill('Personal access token', 'secret-token');
    await screen.click('Sign in');
    const sent = await screen.answer('POST session', session);
    expect(sent.request.body).toEqual({ organisationId: '1001', token: 'secret-token' });
    expect(screen.text).toContain('Arrived');
  });

  it('asks for what is missing before it sends anything', async () => {
    const screen = await openScreen(routes, '/sign-in');
    await screen.answer('GET sandbox', noSandbox, 404);
    await screen.fill('Productive organisation id', 'brightwell');
    await screen.click('Sign in');
    expect(screen.text).toContain('The organisation id is a number.');
    expect(screen.text).toContain('Paste a personal access token.');
    screen.verifyNothingSent();
  });

  it('says why Productive’s answer was no', async () => {
    const screen = await openScreen(routes, '/sign-in');
    await screen.answer('GET sandbox', noSandbox, 404);
    await screen.fill('Productive organisation id', '1001');
    await screen.fill('Personal access token', 'member');
    await screen.click('Sign in');
    const refusal = { ...problem('token', 'Mo is not an admin.', { card: 'connection' }), whatToDo: 'Ask an admin.' };
    const answer = problemDocument(422, 'not_admin', 'Not an admin', 'Mo is not an admin.');
    await screen.answer('POST session', { ...answer, problems: [refusal] }, 422);
    expect(screen.text).toContain('Not an admin');
    expect(screen.text).toContain('Mo is not an admin. Ask an admin.');
  });

  it('offers the sandbox’s agencies, and never leaves this site afterwards', async () => {
    const screen = await openScreen(routes, '/sign-in?back=%2F%2Fevil.example');
    const agencies = [{ name: 'Brightwell Studio', organisationId: '1001', token: 'sandbox-brightwell-admin' }];
    await screen.answer('GET sandbox', { agencies, xeroUrl: '/x', productiveUrl: '/p' });
    await screen.click('Brightwell Studio');
    const sent = await screen.answer('POST session', session);
    expect(sent.request.body).toEqual({ organisationId: '1001', token: 'sandbox-brightwell-admin' });
    expect(screen.text).toContain('Arrived');
    expect(TestBed.inject(Router).url).toBe('/settings/apps');
  });
});
