/** A link-like way to a file; the field itself covers it, so keyboard and pointer use the same control. */
export function FileChoice({ onFile, disabled, isOther }: { onFile: (file: File) => void; disabled: boolean; isOther: boolean }) {
  return (
    <label className="relative cursor-pointer rounded-sm focus-within:outline-2 focus-within:outline-focus focus-within:outline-offset-2">
      <span className="link-inline">{isOther ? "Choose another file" : "Choose a file"}</span>
      <input
        type="file"
        disabled={disabled}
        aria-label="File with a list"
        className="absolute inset-0 w-full cursor-pointer opacity-0"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
