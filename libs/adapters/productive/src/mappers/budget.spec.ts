import { readResource } from '../client/json-api.js';
import { commonProject, projectOfLine } from './budget.js';

const none = { data: null };

describe('The project of what is billed', () => {
  const to = (type: string, id: string) => ({ data: { type, id } });
  const budget = (id: string, project: string | null) => ({
    ...{ id, type: 'deals', attributes: {} },
    relationships: { project: project === null ? none : to('projects', project) },
  });
  const part = (id: string, deal: string) => ({
    ...{ id, type: 'invoice_attributions', attributes: {} },
    relationships: { budget: to('deals', deal) },
  });
  const along = [
    ...[budget('1', '811'), budget('2', '811'), budget('3', '812'), budget('4', null)],
    ...[part('1', '1'), part('2', '2'), part('3', '3'), part('4', '4')],
    ...['811', '812'].map((id) => ({ id, type: 'projects', attributes: { name: `Project ${id}` } })),
    { id: '5', type: 'services', attributes: {}, relationships: { deal: to('deals', '3') } },
  ];
  const read = (relationships: object) =>
    readResource({ data: { ...{ id: '7', type: 'things' }, relationships }, included: along });
  const ofInvoice = (...parts: string[]) => {
    const found = read({ invoice_attributions: { data: parts.map((id) => ({ type: 'invoice_attributions', id })) } });
    return found && commonProject(found)?.id;
  };

  it('is the one that all its budgets have in common', () => {
    expect([ofInvoice('1'), ofInvoice('1', '2'), ofInvoice('1', '3'), ofInvoice('1', '4'), ofInvoice()]).toEqual([
      '811',
      '811',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is, of a line, the one of its service’s budget; none came along, and nothing stands in the way', () => {
    const line = read({ service: to('services', '5') });
    expect(line && projectOfLine(line)).toEqual({ id: '812', name: 'Project 812' });
    const bare = read({});
    expect(bare && [projectOfLine(bare), commonProject(bare)]).toEqual([undefined, undefined]);
  });
});
