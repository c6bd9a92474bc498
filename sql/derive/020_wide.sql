-- Purpose: tables two, three and four of the fresh reports as wide tables. A cell that is blank or no number is null: blank is not zero;
-- so is an amount of money whose unit is not known.
DELETE FROM report_count WHERE (agency_id, year) IN (SELECT agency_id, year FROM piece);
INSERT INTO report_count
WITH cells AS (
    SELECT n, count(*) AS figures, bit_xor(digest) AS digest FROM fresh_figure GROUP BY n
), narrative AS (
    SELECT agency_id, year, revision, count(*) AS sections, bit_xor(md5_number_lower(concat_ws(chr(31), position, coalesce(code, ''), text))) AS digest
    FROM section SEMI JOIN piece USING (agency_id, year) GROUP BY ALL
)
SELECT
    agency_id, year, revision, coalesce(figures, 0), coalesce(sections, 0), coalesce(cells.digest, 0), coalesce(narrative.digest, 0)
FROM fresh_report LEFT JOIN cells USING (n) LEFT JOIN narrative USING (agency_id, year, revision);

DELETE FROM request_outcome WHERE (agency_id, year) IN (SELECT agency_id, year FROM piece);
INSERT INTO request_outcome
WITH cell AS (
    SELECT n, form, split_part(code, '.', 2) AS line, split_part(code, '.', 3) AS applicant, value
    FROM fresh_figure WHERE starts_with(code, 't3_requests.')
), wide AS (
    SELECT
        n,
        any_value(form) AS form,
        applicant,
        max(value) FILTER (line = 'new_received') AS new_received,
        max(value) FILTER (line = 'carried_over_in') AS carried_over_in,
        max(value) FILTER (line = 'granted') AS granted,
        max(value) FILTER (line = 'partially_granted') AS partially_granted,
        max(value) FILTER (line = 'denied_state_secret') AS denied_state_secret,
        max(value) FILTER (line = 'denied_prohibited_by_law') AS denied_prohibited_by_law,
        max(value) FILTER (line = 'denied_security_stability') AS denied_security_stability,
        max(value) FILTER (line = 'denied_third_party_rights') AS denied_third_party_rights,
        max(value) FILTER (line = 'denied_internal_affairs') AS denied_internal_affairs,
        max(value) FILTER (line = 'denied_deliberative_process') AS denied_deliberative_process,
        max(value) FILTER (line = 'denied_enforcement_file') AS denied_enforcement_file,
        max(value) FILTER (line = 'denied_admin_inquiry') AS denied_admin_inquiry,
        max(value) FILTER (line = 'cannot_provide_not_held') AS cannot_provide_not_held,
        max(value) FILTER (line = 'cannot_provide_needs_creation') AS cannot_provide_needs_creation,
        max(value) FILTER (line = 'cannot_provide_unclear_after_correction') AS cannot_provide_unclear_after_correction,
        max(value) FILTER (line = 'not_processed_petition_complaint') AS not_processed_petition_complaint,
        max(value) FILTER (line = 'not_processed_duplicate') AS not_processed_duplicate,
        max(value) FILTER (line = 'not_processed_publication_request') AS not_processed_publication_request,
        max(value) FILTER (line = 'not_processed_excessive_repeated') AS not_processed_excessive_repeated,
        max(value) FILTER (line = 'not_processed_reconfirm_reissue') AS not_processed_reconfirm_reissue,
        max(value) FILTER (line = 'other_abandoned_no_correction') AS other_abandoned_no_correction,
        max(value) FILTER (line = 'other_abandoned_fee_unpaid') AS other_abandoned_fee_unpaid,
        max(value) FILTER (line = 'other_other') AS other_other,
        max(value) FILTER (line = 'other_handling') AS other_handling,
        max(value) FILTER (line = 'closed_total') AS closed_total,
        max(value) FILTER (line = 'carried_over_out') AS carried_over_out
    FROM cell GROUP BY n, applicant
)
SELECT agency_id, year, revision, wide.* EXCLUDE (n) FROM wide JOIN fresh_report USING (n);

DELETE FROM disclosure_figure WHERE (agency_id, year) IN (SELECT agency_id, year FROM piece);
INSERT INTO disclosure_figure
WITH wide AS (
    SELECT
        n,
        any_value(form) AS form,
        max(value) FILTER (code = 't2_art20_1_documents.regulations.issued') AS regulations_issued,
        max(value) FILTER (code = 't2_art20_1_documents.regulations.repealed') AS regulations_repealed,
        max(value) FILTER (code = 't2_art20_1_documents.regulations.in_force') AS regulations_in_force,
        max(value) FILTER (code = 't2_art20_1_documents.regulations.newly_made') AS regulations_newly_made,
        max(value) FILTER (code = 't2_art20_1_documents.regulations.newly_disclosed') AS regulations_newly_disclosed,
        max(value) FILTER (code = 't2_art20_1_documents.regulations.disclosed_total') AS regulations_disclosed_total,
        max(value) FILTER (code = 't2_art20_1_documents.normative_documents.issued') AS normative_documents_issued,
        max(value) FILTER (code = 't2_art20_1_documents.normative_documents.repealed') AS normative_documents_repealed,
        max(value) FILTER (code = 't2_art20_1_documents.normative_documents.in_force') AS normative_documents_in_force,
        max(value) FILTER (code = 't2_art20_1_documents.normative_documents.newly_made') AS normative_documents_newly_made,
        max(value) FILTER (code = 't2_art20_1_documents.normative_documents.newly_disclosed') AS normative_documents_newly_disclosed,
        max(value) FILTER (code = 't2_art20_1_documents.normative_documents.disclosed_total') AS normative_documents_disclosed_total,
        max(value) FILTER (code = 't2_art20_5_licensing.admin_license.decisions') AS licensing_decisions,
        max(value) FILTER (code = 't2_art20_5_licensing.other_public_services.decisions') AS other_public_service_decisions,
        max(value) FILTER (code = 't2_art20_6_enforcement.admin_penalty.decisions') AS penalty_decisions,
        max(value) FILTER (code = 't2_art20_6_enforcement.admin_coercion.decisions') AS coercion_decisions,
        max(wan_yuan) FILTER (code = 't2_art20_8_fees.admin_fees.amount_wan_yuan') AS fees_wan_yuan,
        max(value) FILTER (code = 't2_art20_9_procurement.government_procurement.projects') AS procurement_projects,
        max(wan_yuan) FILTER (code = 't2_art20_9_procurement.government_procurement.amount') AS procurement_wan_yuan
    FROM (SELECT *, money_in(value, unit, '万元') AS wan_yuan FROM fresh_figure WHERE starts_with(code, 't2_art20_')) GROUP BY n
)
SELECT agency_id, year, revision, wide.* EXCLUDE (n) FROM wide JOIN fresh_report USING (n);

DELETE FROM remedy_figure WHERE (agency_id, year) IN (SELECT agency_id, year FROM piece);
INSERT INTO remedy_figure
WITH wide AS (
    SELECT
        n,
        any_value(form) AS form,
        max(value) FILTER (code = 't4_review_litigation.cases.review_upheld') AS review_upheld,
        max(value) FILTER (code = 't4_review_litigation.cases.review_corrected') AS review_corrected,
        max(value) FILTER (code = 't4_review_litigation.cases.review_other') AS review_other,
        max(value) FILTER (code = 't4_review_litigation.cases.review_pending') AS review_pending,
        max(value) FILTER (code = 't4_review_litigation.cases.review_total') AS review_total,
        max(value) FILTER (code = 't4_review_litigation.cases.litigation_direct_upheld') AS litigation_direct_upheld,
        max(value) FILTER (code = 't4_review_litigation.cases.litigation_direct_corrected') AS litigation_direct_corrected,
        max(value) FILTER (code = 't4_review_litigation.cases.litigation_direct_other') AS litigation_direct_other,
        max(value) FILTER (code = 't4_review_litigation.cases.litigation_direct_pending') AS litigation_direct_pending,
        max(value) FILTER (code = 't4_review_litigation.cases.litigation_direct_total') AS litigation_direct_total,
        max(value) FILTER (code = 't4_review_litigation.cases.litigation_after_review_upheld') AS litigation_after_review_upheld,
        max(value) FILTER (code = 't4_review_litigation.cases.litigation_after_review_corrected') AS litigation_after_review_corrected,
        max(value) FILTER (code = 't4_review_litigation.cases.litigation_after_review_other') AS litigation_after_review_other,
        max(value) FILTER (code = 't4_review_litigation.cases.litigation_after_review_pending') AS litigation_after_review_pending,
        max(value) FILTER (code = 't4_review_litigation.cases.litigation_after_review_total') AS litigation_after_review_total
    FROM fresh_figure WHERE starts_with(code, 't4_review_litigation.cases.') GROUP BY n
)
SELECT agency_id, year, revision, wide.* EXCLUDE (n) FROM wide JOIN fresh_report USING (n);
