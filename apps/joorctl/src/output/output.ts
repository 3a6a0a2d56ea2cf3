/** Where a command's result goes: text for people, or JSON for scripts. */
export class Output {
  constructor(
    private readonly write: (text: string) => void,
    readonly json: boolean,
  ) {}

  /** The result of a command; `render` makes the text, and is not called for JSON. */
  result(value: unknown, render: () => string): void {
    this.write(`${this.json ? JSON.stringify(value, null, 2) : render()}\n`);
  }
}
