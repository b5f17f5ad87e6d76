# Pages are written for GitHub; this is what Doxygen reads instead.
# A link from the name of a class to its header becomes one to the class.
s,\[`(orp::[A-Za-z:]+)`\]\(([.][.]/)*include/[^)]*\),[\1](@ref \1),g
# A link to a heading of the same page; Doxygen gives headings names of its own.
s,\[([^]]*)\]\(#[^)]*\),\1,g
