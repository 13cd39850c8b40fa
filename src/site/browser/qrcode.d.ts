/** The one function of `qrcode` that pages use; the package has no types of its own. */
declare module "qrcode" {
  export function create(text: string, options: { errorCorrectionLevel: "L" | "M" | "Q" | "H" }): {
    readonly modules: { readonly size: number; readonly data: Uint8Array };
  };
}
