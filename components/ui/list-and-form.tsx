type ListAndFormProps = {
  /** What the form does, as the words of the link that leads down to it. */
  does: string;
  /** Null: the reader may add nothing. */
  form: React.ReactNode | null;
  /** The list. */
  children: React.ReactNode;
};

/** A list, and what adds to it: beside it where there is room, else below it with a link above the list. */
export function ListAndForm({ does, form, children }: ListAndFormProps) {
  return (
    <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_348px]">
      <div className="min-w-0">
        {form === null ? null : (
          <a href="#add" className="link mb-2 inline-flex min-h-6 items-center xl:hidden">
            {does}
          </a>
        )}
        {children}
      </div>
      {form === null ? null : (
        <div id="add" className="min-w-0 scroll-mt-14">
          {form}
        </div>
      )}
    </div>
  );
}
