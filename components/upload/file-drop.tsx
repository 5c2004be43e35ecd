"use client";
import { FileJson, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { bytes } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";

type FileDropProps = { file: File | null; onFile: (file: File) => void; disabled: boolean; sizeMax: number };

/** A file by choosing or dropping it. The field itself covers the area, so keyboard and pointer use the same control. */
export function FileDrop({ file, onFile, disabled, sizeMax }: FileDropProps) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const tooLarge = file !== null && file.size > sizeMax && !/\.(gz|zst)$/.test(file.name);
  return (
    <div
      className={cn(
        "relative rounded-lg border border-control border-dashed bg-panel px-4 py-7 text-center transition-colors focus-within:border-focus focus-within:ring-3 focus-within:ring-focus/20 hover:bg-hover",
        over && "border-focus border-solid bg-selected",
        disabled && "opacity-60",
      )}
    >
      <input
        ref={input}
        id="file"
        type="file"
        accept=".json,.jsonl,.xml,.cdx,.spdx,.yaml,.yml,.rdf,.bom,.gz,.zst,application/json,application/xml,application/gzip,application/zstd"
        aria-label="SBOM file"
        aria-describedby="file-hint"
        disabled={disabled}
        className="absolute inset-0 cursor-pointer opacity-0"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) onFile(chosen);
        }}
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
      />
      <div className="pointer-events-none flex flex-col items-center gap-1">
        {file ? <FileJson aria-hidden className="size-5 text-muted" /> : <Upload aria-hidden className="size-5 text-muted" />}
        <p className="max-w-full truncate font-medium text-base" aria-live="polite">
          <VisibleText text={file ? file.name : "Drop an SBOM here, or choose a file"} />
        </p>
        <p id="file-hint" className={cn("text-muted", tooLarge && "text-affected")}>
          {file
            ? `${bytes(file.size)}${tooLarge ? `, more than the ${bytes(sizeMax)} that are taken` : ", choose another to replace it"}`
            : "CycloneDX or SPDX in any of their formats, also with gzip or zstd"}
        </p>
      </div>
    </div>
  );
}
