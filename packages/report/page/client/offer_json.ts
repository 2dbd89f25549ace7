/** Has `button` save JSON as a file, which the page carries as gzip in base64. */
export function offerJson(button: HTMLButtonElement, base64: string): void {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await unpack(base64));
    link.download = "report.json";
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

async function unpack(base64: string): Promise<Blob> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const json = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Blob([await new Response(json).arrayBuffer()], { type: "application/json" });
}
