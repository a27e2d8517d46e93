"""Where the questions are asked: councils, counties, regions, nations, the UK."""

# Official codes; "" asks everywhere. Forty-seven: a prime, so that walking through
# these and through the questions together comes back to the same pair only after all
# of them.
PLACES = (
    *("E08000003", "E08000006", "E08000001", "E08000002", "E08000004"),
    *("E08000005", "E08000007", "E08000008", "E08000009", "E08000010"),
    *("E08000035", "E08000032", "E08000034", "E08000036", "E08000025"),
    *("E08000014", "E08000024", "E08000018", "E09000010", "E09000016"),
    *("E09000026", "E09000006", "E06000023", "E06000045", "E06000001"),
    *("E06000031", "E06000051", "E06000024", "E07000122", "E07000240"),
    *("E07000112", "E07000226", "E07000137", "S12000049", "S12000036"),
    *("S12000020", "W06000015", "W06000011", "W06000002", "N09000003"),
    *("N09000007", "E47000001", "E12000002", "E12000008", "E23000010"),
    *("W92000004", ""),
)
