/** The seeded agencies and the pages of both simulators. Provided by the composition, in the sandbox only. */
export class SandboxInfo {
  constructor(
    readonly agencies: readonly { readonly name: string; readonly organisationId: string; readonly token: string }[],
    readonly xeroUrl: string,
    readonly productiveUrl: string,
  ) {}
}
