import { scriptedProductive, type Answer, type ScriptedProductive } from './testing/scripted-productive.js';

const receipt = { id: '901', name: 'receipt.pdf', contentType: 'application/pdf', sizeBytes: 5 };

describe('A file of a document', () => {
  let script: ScriptedProductive;
  afterEach(() => script.close());
  const keeping = async (file: Answer) => {
    script = await scriptedProductive(({ path }) =>
      path === 'attachments/901'
        ? {
            body: {
              data: { id: '901', type: 'attachments', attributes: { url: `${script.url}/files/a.pdf?token=hush` } },
            },
          }
        : file,
    );
    return script.productive.documents.download('1001', receipt);
  };

  it('is fetched by its own link, without our credentials, and the link is not logged', async () => {
    const bytes = await keeping({ body: 'a pdf' });
    expect(Buffer.from(bytes).toString()).toBe('a pdf');
    const download = script.heard.find(({ path }) => path === '/files/a.pdf');
    expect(download?.query.get('token')).toBe('hush');
    expect(download?.headers).not.toHaveProperty('x-auth-token');
    expect(JSON.stringify(script.logged)).not.toContain('hush');
  });

  it('that is gone is not found, and one that cannot be had now is unavailable', async () => {
    await expect(keeping({ status: 404 })).rejects.toMatchObject({ fault: { kind: 'not_found' } });
    await script.close();
    await expect(keeping({ status: 503 })).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
  });
});

describe('Security 6: a file whose address leads elsewhere', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]:5432/',
    'http://2130706433/',
    'http://localhost:6379/',
    'https://files.productive.io.evil.example/a.pdf',
    'file:///etc/passwd',
  ])('is not fetched, and a person is told: %s', async (url) => {
    const script = await scriptedProductive(() => ({
      body: { data: { id: '901', type: 'attachments', attributes: { url } } },
    }));
    await expect(script.productive.documents.download('1001', receipt)).rejects.toMatchObject({
      fault: { kind: 'refused', problems: [{ code: 'bad_request' }] },
    });
    expect(script.heard).toHaveLength(1);
    await script.close();
  });
});
