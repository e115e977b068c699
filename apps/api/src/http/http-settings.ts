/** What the HTTP face has to know about its own address. Provided by the composition. */
export class HttpSettings {
  /** `publicUrl`: where browsers find us, without a slash at the end. */
  constructor(readonly publicUrl: string) {}

  get isSecure(): boolean {
    return this.publicUrl.startsWith('https:');
  }
}
